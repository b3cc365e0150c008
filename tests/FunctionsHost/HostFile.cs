using System.Text.Json;

namespace QueueService.Tests.FunctionsHost;

/// <summary>What the host reads in <c>host.json</c>.</summary>
/// <param name="InitializationTimeout">How long the handler may take until it answers its first ping.</param>
internal sealed record HostFile(
    string Executable, IReadOnlyList<string> Arguments, string RoutePrefix, TimeSpan InitializationTimeout)
{
    private static readonly TimeSpan DefaultInitializationTimeout = TimeSpan.FromSeconds(30);

    /// <exception cref="InvalidDataException">The file is not one that this host can run.</exception>
    public static HostFile Read(string package)
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(package, "host.json")));
        JsonElement root = file.RootElement;
        if (root.GetProperty("version").GetString() is not "2.0")
            throw new InvalidDataException("host.json must be of version 2.0.");
        JsonElement handler = root.GetProperty("customHandler");
        if (!handler.TryGetProperty("enableProxyingHttpRequest", out JsonElement proxying) || !proxying.GetBoolean())
            throw new InvalidDataException("host.json must set customHandler.enableProxyingHttpRequest.");
        JsonElement description = handler.GetProperty("description");
        return new HostFile(
            description.GetProperty("defaultExecutablePath").GetString()!,
            [.. description.GetProperty("arguments").EnumerateArray().Select(argument => argument.GetString()!)],
            root.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString()!,
            handler.TryGetProperty("initializationTimeout", out JsonElement timeout)
                ? TimeSpan.Parse(timeout.GetString()!)
                : DefaultInitializationTimeout);
    }
}
