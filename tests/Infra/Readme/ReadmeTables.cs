using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using QueueService.Tests.Infra.Compiler;

namespace QueueService.Tests.Infra.Readme;

/// <summary>What the README lists of main.bicep.</summary>
internal static partial class ReadmeTables
{
    /// <param name="given">main.parameters.json: which parameter gets which variable of azd.</param>
    public static string Parameters(Template main, string given)
    {
        var variables = Given().Matches(given)
            .ToDictionary(match => match.Groups["parameter"].Value, match => match.Groups["variable"].Value, StringComparer.Ordinal);
        var table = new StringBuilder("| parameter | `azd env set` | what | allowed | default |\n|---|---|---|---|---|\n");
        foreach (JsonProperty parameter in main.Parameters)
        {
            string variable = variables.TryGetValue(parameter.Name, out string? name) ? $"`{name}`" : "";
            table.Append("| ").AppendJoin(
                " | ",
                $"`{parameter.Name}`",
                variable,
                Description(parameter.Value),
                Allowed(parameter.Value),
                Default(parameter.Value)).Append(" |\n");
        }

        return table.ToString();
    }

    public static string Outputs(Template main) => main.Outputs.Aggregate(
        new StringBuilder("| output | what |\n|---|---|\n"),
        (table, output) => table.Append("| ").AppendJoin(" | ", $"`{output.Name}`", Description(output.Value)).Append(" |\n"))
        .ToString();

    private static string Description(JsonElement declared) => declared.Text("metadata.description")!;

    private static string Allowed(JsonElement parameter)
    {
        if (parameter.At("allowedValues") is not null)
            return string.Join(", ", parameter.Items("allowedValues").Select(Plain));
        if (parameter.At("minValue") is { } least && parameter.At("maxValue") is { } most)
            return $"{least} to {most}";
        return parameter.At("minLength") is { } shortest && parameter.At("maxLength") is { } longest
            ? $"{shortest} to {longest} characters"
            : parameter.Text("type")!.Replace("secure", "", StringComparison.Ordinal);
    }

    private static string Default(JsonElement parameter) => parameter.At("defaultValue") switch
    {
        null => "asked for",
        { ValueKind: JsonValueKind.Array } array => string.Join(", ", array.EnumerateArray().Select(Plain)),
        { ValueKind: JsonValueKind.True } => "`true`",
        { ValueKind: JsonValueKind.False } => "`false`",
        var value when value.ToString() is "" => "",
        var value => Plain(value.Value),
    };

    private static string Plain(JsonElement value) => $"`{value}`";

    [GeneratedRegex("""(?m)"(?<parameter>\w+)": \{ "value": "\$\{(?<variable>\w+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Given();
}
