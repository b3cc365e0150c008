namespace QueueService.Functions.Hosting;

/// <summary>Reads the keys below <c>Limits</c>.</summary>
internal static class LimitsReader
{
    public static MemoryLimits Read(IConfiguration configuration)
    {
        MemoryLimits limits = MemoryLimits.Default;
        foreach (IConfigurationSection section in configuration.GetSection("Limits").GetChildren())
        {
            limits = section.Key.ToUpperInvariant() switch
            {
                "FRAMECACHEBYTES" => limits with { FrameCacheBytes = Number(section, 0, long.MaxValue) },
                "MAXREQUESTBYTESINFLIGHT" => limits with
                {
                    MaxRequestBytesInFlight = Number(section, Limits.MaxRequestBytes, long.MaxValue),
                },
                "MAXWAITINGCOMMANDS" => limits with { MaxWaitingCommands = (int)Number(section, 1, int.MaxValue) },
                "MAXQUEUES" => limits with { MaxQueues = (int)Number(section, 1, int.MaxValue) },
                "MAXPARTITIONS" => limits with { MaxPartitions = (int)Number(section, 1, int.MaxValue) },
                "DISKRESERVEBYTES" => limits with { DiskReserveBytes = Number(section, 0, long.MaxValue) },
                "MAXWAITINGBYTES" => limits with { MaxWaitingBytes = Number(section, 1, long.MaxValue) },
                _ => throw new InvalidOperationException($"{section.Path} is known, and not read."),
            };
        }

        return limits;
    }

    private static long Number(IConfigurationSection section, long least, long most) =>
        ConfiguredNumber.Parse(section.Path, section.Value, least, most);
}
