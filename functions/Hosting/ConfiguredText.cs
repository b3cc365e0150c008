namespace QueueService.Functions.Hosting;

/// <summary>Values of the configuration as text.</summary>
internal static class ConfiguredText
{
    /// <summary>Null also for an empty value, which is how deployments leave a setting out.</summary>
    public static string? Text(this IConfiguration configuration, string key) =>
        configuration[key] is { Length: > 0 } value ? value : null;
}
