using System.Globalization;
using System.Text.Json;

namespace QueueService.Tests.FunctionsHost;

/// <summary>What of <c>host.json</c> the host reads.</summary>
internal sealed record HostFile(TimeSpan FunctionTimeout)
{
    private static readonly TimeSpan DefaultFunctionTimeout = TimeSpan.FromMinutes(30);

    /// <exception cref="InvalidDataException">The host would do something else with the package.</exception>
    public static HostFile Read(string package)
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(package, "host.json")));
        JsonElement root = file.RootElement;
        if (root.GetProperty("version").GetString() is not "2.0")
            throw new InvalidDataException("host.json must be of version 2.0.");
        if (root.TryGetProperty("customHandler", out _))
            throw new InvalidDataException("host.json names a custom handler, which the host prefers to a worker.");
        if (root.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString() is not "")
            throw new InvalidDataException("host.json puts the functions below a prefix, where no client looks for them.");
        return new HostFile(
            root.TryGetProperty("functionTimeout", out JsonElement timeout)
                ? TimeSpan.Parse(timeout.GetString()!, CultureInfo.InvariantCulture)
                : DefaultFunctionTimeout);
    }
}
