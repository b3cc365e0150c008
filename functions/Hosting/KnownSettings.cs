namespace QueueService.Functions.Hosting;

/// <summary>
/// The settings of this program. One that it does not know is refused where it looks like its own, since a typo would
/// pass silently; what belongs to ASP.NET Core, .NET, Azure and OpenTelemetry is theirs to check.
/// </summary>
internal static class KnownSettings
{
    /// <summary>Each with one line on what it means.</summary>
    public static IReadOnlyList<(string Key, string Meaning)> Own { get; } =
    [
        (UrlReader.Urls, $"where to listen, separated by ';' ({UrlReader.Default})"),
        ("Storage:Kind", "Local, Azure or Memory (Azure when an account is named, else Local)"),
        ("Storage:Path", $"the folder of Local ({OptionsReader.DefaultPath})"),
        ("Storage:ConnectionString", "the storage account, by connection string"),
        ("Storage:AccountName", "the storage account, by identity"),
        ("Storage:Prefix", $"first part of every table and container name ({OptionsReader.DefaultPrefix})"),
        ("PublicUrl", "base of the URLs that clients are given (that of the request)"),
        ("Access:Mode", "Keys or Off (Off while only this machine can connect)"),
        ("Access:AdminKey", "id:secret of the first administrator; better in the environment"),
        ("Access:MasterKey", "32 bytes in base64 that seal the keys; better in the environment"),
        ("Access:PreviousMasterKey", "the one before, while it is being replaced"),
        ("Access:EntraRoles", "roles of Microsoft Entra ID, such as Queues.Admin=admin"),
        ("Cors:Origins", "from where web pages may call, separated by ';', or *"),
        ("Portal:Name", "the name of the environment, in the title of the portal"),
        ("Portal:Colour", "its colour, above every page, such as #b3261e"),
        ("Mqtt:MaxKeepAliveSeconds", "the longest keep alive of a client of MQTT, 0 for any (0)"),
        ("Mqtt:ReceiveMaximum", "messages that a client of MQTT may send unacknowledged (1000)"),
        ("Mqtt:TopicAliasMaximum", "topic aliases that a client of MQTT may use (16)"),
        ("Mqtt:MaxPacketBytes", "the largest packet of a client of MQTT (1.1 MiB)"),
        ("Limits:FrameCacheBytes", "message contents kept in memory"),
        ("Limits:MaxRequestBytesInFlight", "request bodies held at one time"),
        ("Limits:MaxWaitingCommands", "requests that may wait for one partition"),
        ("Limits:MaxWaitingBytes", "bytes that may wait for one partition"),
        ("Limits:MaxQueues", "queues in all"),
        ("Limits:MaxPartitions", "partitions of all queues together"),
        ("Limits:DiskReserveBytes", "room on the disk of Local that sends may not use"),
    ];

    /// <summary>Refuses what is set below one of the sections of this program and is none of its settings.</summary>
    public static void Check(IConfiguration configuration)
    {
        foreach (IGrouping<string, string> section in Own.Select(setting => setting.Key)
            .Where(key => key.Contains(':', StringComparison.Ordinal))
            .GroupBy(key => key.Split(':')[0], StringComparer.Ordinal))
        {
            foreach (IConfigurationSection child in configuration.GetSection(section.Key).GetChildren())
            {
                if (!section.Contains(child.Path, StringComparer.OrdinalIgnoreCase))
                {
                    throw new OptionsException(
                        $"{child.Path} is not known; allowed are {string.Join(", ", section)}.");
                }

                if (child.GetChildren().Any())
                    throw new OptionsException($"{child.Path} is a list or a section; allowed is one text.");
            }
        }
    }
}
