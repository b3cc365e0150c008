using System.Text;
using System.Text.RegularExpressions;
using QueueService.Tests.Infra.Syntax;

namespace QueueService.Tests.Infra.Readme;

/// <summary>What the README lists of main.bicep.</summary>
internal static partial class ReadmeTables
{
    /// <param name="given">main.parameters.json: which parameter gets which variable of azd.</param>
    public static string Parameters(BicepFile main, string given)
    {
        var variables = Given().Matches(given)
            .ToDictionary(match => match.Groups["parameter"].Value, match => match.Groups["variable"].Value, StringComparer.Ordinal);
        var table = new StringBuilder("| parameter | `azd env set` | what | allowed | default |\n|---|---|---|---|---|\n");
        foreach (Declaration parameter in main.Parameters)
        {
            string variable = variables.TryGetValue(parameter.Name, out string? name) ? $"`{name}`" : "";
            table.Append("| ").AppendJoin(
                " | ", $"`{parameter.Name}`", variable, Description(parameter), Allowed(parameter), Default(parameter)).Append(" |\n");
        }

        return table.ToString();
    }

    public static string Outputs(BicepFile main) => main.Outputs.Aggregate(
        new StringBuilder("| output | what |\n|---|---|\n"),
        (table, output) => table.Append("| ").AppendJoin(" | ", $"`{output.Name}`", Description(output)).Append(" |\n"))
        .ToString();

    private static string Description(Declaration declaration) => declaration.Decorator("description")![0].Literal()!;

    private static string Allowed(Declaration parameter)
    {
        if (parameter.Decorator("allowed") is [var values])
            return string.Join(", ", values.Parts.Select(Plain));
        if (parameter.Decorator("minValue") is [var least] && parameter.Decorator("maxValue") is [var most])
            return $"{least.Text} to {most.Text}";
        return parameter.Decorator("maxLength") is [var longest]
            ? $"{parameter.Decorator("minLength")![0].Text} to {longest.Text} characters"
            : parameter.Type!;
    }

    private static string Default(Declaration parameter) => parameter.Value switch
    {
        null => "asked for",
        { Kind: "array" } array => string.Join(", ", array.Parts.Select(Plain)),
        { Text: "''" } => "",
        var value => Plain(value),
    };

    private static string Plain(SyntaxNode value) => $"`{value.Literal() ?? value.Text}`";

    [GeneratedRegex("""(?m)"(?<parameter>\w+)": \{ "value": "\$\{(?<variable>\w+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Given();
}
