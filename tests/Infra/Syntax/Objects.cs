namespace QueueService.Tests.Infra.Syntax;

/// <summary>Reading objects.</summary>
internal static class Objects
{
    /// <summary>Names and values; a name with interpolation is given as it is written.</summary>
    public static IEnumerable<(string Name, SyntaxNode Value)> Properties(SyntaxNode? node) =>
        node is { Kind: "object" }
            ? node.Parts.Where(part => part.Is("object_property") && part.Parts.Count == 2)
                .Select(part => (part.Parts[0].Literal() ?? part.Parts[0].Text, part.Parts[1]))
            : [];

    public static SyntaxNode? Property(SyntaxNode? node, string name) => Properties(node)
        .FirstOrDefault(property => string.Equals(property.Name, name, StringComparison.Ordinal)).Value;

    /// <summary>Follows names separated by dots.</summary>
    public static SyntaxNode? At(SyntaxNode? node, string path) => path.Split('.').Aggregate(node, Property);
}
