using System.Text.Json;
using QueueService.Tests.Infra.Compiler;

namespace QueueService.Tests.Infra.Checks;

/// <summary>Parameters and outputs say what they are, and numbers what is allowed.</summary>
internal static class DescriptionsCheck
{
    public static IEnumerable<string> Complaints(Template template) =>
        template.Parameters.Concat(template.Outputs)
            .Where(declared => declared.Value.Text("metadata.description") is not { Length: > 10 } text || text[^1] != '.')
            .Select(declared => $"{template.Name}: '{declared.Name}' has no description that ends with a full stop")
            .Concat(template.Parameters.Where(parameter => IsUnbounded(parameter.Value))
                .Select(parameter => $"{template.Name}: '{parameter.Name}' has neither allowed values nor a range"))
            .Concat(template.Parameters.Where(parameter => IsOutsideItsBounds(parameter.Value))
                .Select(parameter => $"{template.Name}: '{parameter.Name}' has a default that is not allowed"));

    private static bool IsUnbounded(JsonElement parameter) => parameter.Text("type") is "int"
        && parameter.At("allowedValues") is null
        && (parameter.At("minValue") is null || parameter.At("maxValue") is null);

    private static bool IsOutsideItsBounds(JsonElement parameter) => parameter.At("defaultValue") is { } value
        && ((value.ValueKind == JsonValueKind.Number && !IsInRange(parameter, value.GetInt32()))
            || (parameter.At("allowedValues") is not null
                && !parameter.Items("allowedValues").Any(allowed => JsonElement.DeepEquals(allowed, value))));

    private static bool IsInRange(JsonElement parameter, int value) =>
        value >= (parameter.At("minValue")?.GetInt32() ?? int.MinValue)
        && value <= (parameter.At("maxValue")?.GetInt32() ?? int.MaxValue);
}
