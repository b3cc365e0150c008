using System.Text.Json;

namespace QueueService.Tests.FunctionsHost;

/// <summary>A function: a folder with a <c>function.json</c>.</summary>
/// <param name="Route">Of an HTTP function: the template of its route.</param>
/// <param name="TimerBinding">Of a timer function: the name of its binding.</param>
/// <param name="Schedule">Of a timer function: when it is called, in NCRONTAB form.</param>
internal sealed record FunctionFile(string Name, string? Route, string? TimerBinding, string? Schedule)
{
    /// <exception cref="InvalidDataException">A function is of a kind that this host does not know.</exception>
    public static IReadOnlyList<FunctionFile> ReadAll(string package) =>
    [
        .. Directory.EnumerateDirectories(package)
            .Where(folder => File.Exists(Path.Combine(folder, "function.json")))
            .Select(Read),
    ];

    private static FunctionFile Read(string folder)
    {
        string name = Path.GetFileName(folder);
        using JsonDocument file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "function.json")));
        JsonElement[] bindings = [.. file.RootElement.GetProperty("bindings").EnumerateArray()];
        if (Find(bindings, "timerTrigger") is { } timer)
            return new FunctionFile(name, null, Text(timer, "name"), Text(timer, "schedule"));
        if (Find(bindings, "httpTrigger") is not { } http || Find(bindings, "http") is null || bindings.Length != 2)
            throw new InvalidDataException($"{name} is neither a timer nor HTTP in and out, so it is not proxied.");
        if (Text(http, "authLevel") is not "anonymous")
            throw new InvalidDataException($"{name} would ask for a function key.");
        string route = Text(http, "route");
        return route.StartsWith("admin", StringComparison.Ordinal) || route.StartsWith("runtime", StringComparison.Ordinal)
            ? throw new InvalidDataException($"The route of {name} conflicts with one or more built in routes.")
            : new FunctionFile(name, route, null, null);
    }

    private static JsonElement? Find(JsonElement[] bindings, string type)
    {
        foreach (JsonElement binding in bindings)
        {
            if (string.Equals(Text(binding, "type"), type, StringComparison.Ordinal))
                return binding;
        }

        return null;
    }

    private static string Text(JsonElement binding, string member) => binding.GetProperty(member).GetString()!;
}
