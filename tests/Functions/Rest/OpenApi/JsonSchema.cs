using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace QueueService.Tests.Functions.Rest.OpenApi;

/// <summary>What a schema of the OpenAPI document allows: the keywords that the document uses, and no others.</summary>
internal sealed class JsonSchema(JsonElement document, JsonElement schema)
{
    private static readonly string[] Known =
    [
        "$ref", "type", "oneOf", "enum", "minimum", "maximum", "minLength", "maxLength", "pattern", "minItems", "maxItems",
        "items", "required", "properties", "additionalProperties", "maxProperties", "propertyNames", "format", "description",
    ];

    /// <summary>The names of the members that it describes.</summary>
    public IEnumerable<string> Members => Resolved.TryGetProperty("properties", out JsonElement members)
        ? members.EnumerateObject().Select(member => member.Name)
        : [];

    private JsonElement Resolved => schema.TryGetProperty("$ref", out JsonElement reference)
        ? document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1])
        : schema;

    public bool Allows(JsonElement value)
    {
        JsonElement rules = Resolved;
        Assert.All(rules.EnumerateObject(), rule => Assert.Contains(rule.Name, Known));
        if (rules.TryGetProperty("oneOf", out JsonElement choices)
            && choices.EnumerateArray().Count(choice => new JsonSchema(document, choice).Allows(value)) != 1)
            return false;
        if (rules.TryGetProperty("type", out JsonElement type) && !Types(type).Any(name => IsOf(name, value)))
            return false;
        if (rules.TryGetProperty("enum", out JsonElement words)
            && value.ValueKind != JsonValueKind.Null
            && !words.EnumerateArray().Any(word => JsonElement.DeepEquals(word, value)))
            return false;
        return value.ValueKind switch
        {
            JsonValueKind.Number => IsWithin(rules, value.GetDouble(), "minimum", "maximum"),
            JsonValueKind.String => AllowsText(rules, value.GetString()!),
            JsonValueKind.Array => IsWithin(rules, value.GetArrayLength(), "minItems", "maxItems")
                && value.EnumerateArray().All(new JsonSchema(document, rules.GetProperty("items")).Allows),
            JsonValueKind.Object => AllowsObject(rules, value),
            _ => true,
        };
    }

    private bool AllowsObject(JsonElement rules, JsonElement value)
    {
        if (!IsWithin(rules, value.EnumerateObject().Count(), "minProperties", "maxProperties"))
            return false;
        if (rules.TryGetProperty("required", out JsonElement required)
            && !required.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)))
            return false;
        return value.EnumerateObject().All(member => AllowsMember(rules, member));
    }

    private bool AllowsMember(JsonElement rules, JsonProperty member)
    {
        if (rules.TryGetProperty("propertyNames", out JsonElement names) && !AllowsText(names, member.Name))
            return false;
        if (rules.TryGetProperty("properties", out JsonElement members)
            && members.TryGetProperty(member.Name, out JsonElement rule))
            return new JsonSchema(document, rule).Allows(member.Value);
        return !rules.TryGetProperty("additionalProperties", out JsonElement others)
            || (others.ValueKind == JsonValueKind.Object && new JsonSchema(document, others).Allows(member.Value));
    }

    private static IEnumerable<string> Types(JsonElement type) => type.ValueKind == JsonValueKind.Array
        ? type.EnumerateArray().Select(name => name.GetString()!)
        : [type.GetString()!];

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && double.IsInteger(value.GetDouble()),
        _ => string.Equals(type, value.ValueKind.ToString(), StringComparison.OrdinalIgnoreCase),
    };

    private static bool AllowsText(JsonElement rules, string text) =>
        IsWithin(rules, text.Length, "minLength", "maxLength")
        && (!rules.TryGetProperty("pattern", out JsonElement pattern)
            || Regex.IsMatch(text, pattern.GetString()!, RegexOptions.ECMAScript, TimeSpan.FromSeconds(1)))
        && (!rules.TryGetProperty("format", out JsonElement format) || IsInFormat(format.GetString()!, text));

    private static bool IsInFormat(string format, string text) => format switch
    {
        "byte" => text.Length % 4 == 0 && Convert.TryFromBase64String(text, new byte[text.Length], out _),
        "uuid" => Guid.TryParse(text, out _),
        "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _) && text.Length > 10,
        _ => throw new NotSupportedException($"No test knows the format {format}."),
    };

    private static bool IsWithin(JsonElement rules, double value, string least, string most) =>
        (!rules.TryGetProperty(least, out JsonElement minimum) || value >= minimum.GetDouble())
        && (!rules.TryGetProperty(most, out JsonElement maximum) || value <= maximum.GetDouble());
}
