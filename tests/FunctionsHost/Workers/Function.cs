using System.Text.Json;
using QueueService.Tests.FunctionsHost.Protocol;

namespace QueueService.Tests.FunctionsHost.Workers;

/// <summary>A function, as the worker tells of it.</summary>
/// <param name="Trigger">The name of the binding that triggers it.</param>
/// <param name="Schedule">Of a timer function: when it is called, in NCRONTAB form; null of an HTTP function.</param>
internal sealed record Function(string Id, string Name, string Trigger, string? Schedule)
{
    public bool IsHttp => Schedule is null;

    /// <exception cref="InvalidDataException">The host, or this stand-in, would not take the function.</exception>
    public static Function Read(RpcFunctionMetadata metadata)
    {
        JsonElement[] bindings = [.. metadata.RawBindings.Select(binding => JsonDocument.Parse(binding).RootElement)];
        JsonElement trigger = bindings.Single(
            binding => Text(binding, "type").EndsWith("Trigger", StringComparison.OrdinalIgnoreCase));
        string name = metadata.Name;
        string binding = Text(trigger, "name");
        if (Text(trigger, "type").Equals("timerTrigger", StringComparison.OrdinalIgnoreCase))
            return new Function(metadata.FunctionId, name, binding, Text(trigger, "schedule"));
        if (!Text(trigger, "type").Equals("httpTrigger", StringComparison.OrdinalIgnoreCase))
            throw new InvalidDataException($"{name} is triggered by {Text(trigger, "type")}.");
        if (!Text(trigger, "authLevel").Equals("anonymous", StringComparison.OrdinalIgnoreCase))
            throw new InvalidDataException($"{name} would ask for a function key.");
        if (trigger.TryGetProperty("methods", out _) || Text(trigger, "route") is not "{*path}")
            throw new InvalidDataException($"{name} does not take every method of every path.");
        return new Function(metadata.FunctionId, name, binding, null);
    }

    /// <summary>Asks the worker to load the function.</summary>
    public static FunctionLoadRequest Load(RpcFunctionMetadata metadata)
    {
        RpcFunctionMetadata loaded = metadata.Clone();
        foreach (string raw in metadata.RawBindings)
        {
            JsonElement binding = JsonDocument.Parse(raw).RootElement;
            loaded.Bindings[Text(binding, "name")] = new BindingInfo
            {
                Type = Text(binding, "type"),
                Direction = Enum.Parse<BindingInfo.Types.Direction>(Text(binding, "direction"), ignoreCase: true),
            };
        }

        return new FunctionLoadRequest { FunctionId = metadata.FunctionId, Metadata = loaded };
    }

    private static string Text(JsonElement binding, string member) => binding.GetProperty(member).GetString()!;
}
