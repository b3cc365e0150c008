using QueueService.Tests.Infra.Syntax;

namespace QueueService.Tests.Infra.Checks;

/// <summary>Every name in an expression is declared somewhere; every parameter, variable and function is used.</summary>
internal static class NamesCheck
{
    /// <summary>The functions of Bicep that are in use here; a new one is added when it is used.</summary>
    private static readonly HashSet<string> Functions = new(
        [
            "concat", "empty", "guid", "indexOf", "join", "json", "loadTextContent", "map", "max", "newGuid", "range",
            "replace", "resourceGroup", "string", "subscription", "subscriptionResourceId", "substring", "union",
            "uniqueString",
        ],
        StringComparer.Ordinal);

    public static IEnumerable<string> Complaints(BicepFile file)
    {
        (string Text, int Line, bool IsCall)[] uses = [.. Uses(file.Root)];
        var used = uses.Select(use => use.Text).ToHashSet(StringComparer.Ordinal);
        Declaration[] mustBeUsed = [.. file.Parameters, .. file.Variables, .. file.Functions];
        string[] declared =
        [
            .. mustBeUsed.Concat(file.Resources).Concat(file.Modules).Select(declaration => declaration.Name),
        ];
        return uses
            .Where(use => !declared.Contains(use.Text, StringComparer.Ordinal))
            .Where(use => !use.IsCall || !Functions.Contains(use.Text))
            .Select(use => $"{file.Path}:{use.Line}: '{use.Text}' is not declared")
            .Concat(declared.GroupBy(name => name, StringComparer.Ordinal)
                .Where(same => same.Count() > 1)
                .Select(same => $"{file.Path}: '{same.Key}' is declared twice"))
            .Concat(mustBeUsed.Where(declaration => !used.Contains(declaration.Name))
                .Select(declaration => $"{file.Path}:{declaration.Node.Line}: '{declaration.Name}' is not used"));
    }

    private static IEnumerable<(string Text, int Line, bool IsCall)> Uses(SyntaxNode node)
    {
        if (node.Is("identifier"))
            return [(node.Text, node.Line, false)];
        if (node.Is("call_expression") && node.Field("function") is { Kind: "identifier" } function)
        {
            return node.Parts.Where(part => part != function).SelectMany(Uses)
                .Prepend((function.Text, function.Line, true));
        }

        var bound = Bound(node).ToHashSet(StringComparer.Ordinal);
        return Expressions(node).SelectMany(Uses).Where(use => !bound.Contains(use.Text));
    }

    /// <summary>What is evaluated in a node: not the names that it gives to things.</summary>
    private static IEnumerable<SyntaxNode> Expressions(SyntaxNode node) => node.Kind switch
    {
        "parameter_declaration" or "variable_declaration" or "resource_declaration" or "module_declaration"
            or "output_declaration" or "user_defined_function" => Values(node),
        "object_property" or "for_statement" when node.Parts is [{ Kind: "identifier" }, ..] => node.Parts.Skip(1),
        "lambda_expression" => node.Parts.Skip(1),
        "decorators" or "metadata_declaration" or "parameters" or "for_loop_parameters" or "type" => [],
        _ => node.Parts,
    };

    private static IEnumerable<SyntaxNode> Values(SyntaxNode declaration) => declaration.Parts.Where((part, index) =>
        !part.Is("identifier")
        || (index == declaration.Parts.Count - 1 && (declaration.HasKeyword("=") || declaration.HasKeyword("=>"))));

    /// <summary>Names that a node gives for what is in it.</summary>
    private static IEnumerable<string> Bound(SyntaxNode node) => node.Kind switch
    {
        "lambda_expression" => node.Parts[0].Parts.Prepend(node.Parts[0]).Select(variable => variable.Text),
        "for_statement" => node.Parts[0].Parts.Prepend(node.Parts[0]).Select(variable => variable.Text),
        "user_defined_function" => node.All("parameter").Select(parameter => parameter.Parts[0].Text),
        _ => [],
    };
}
