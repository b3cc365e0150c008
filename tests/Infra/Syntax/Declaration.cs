namespace QueueService.Tests.Infra.Syntax;

/// <summary>A parameter, variable, function, resource, module or output.</summary>
/// <param name="Node">All of it but its decorators.</param>
/// <param name="Decorators">The calls after the at signs.</param>
internal sealed record Declaration(string Name, SyntaxNode Node, IReadOnlyList<SyntaxNode> Decorators)
{
    /// <summary>The type and version of a resource, the file of a module.</summary>
    public string? Source => Node.Parts.FirstOrDefault(part => part.Is("string"))?.Literal();

    /// <summary>The type of a parameter or an output.</summary>
    public string? Type => Node.Parts.FirstOrDefault(part => part.Is("type"))?.Text;

    /// <summary>What it is set to; null for a parameter without default.</summary>
    public SyntaxNode? Value => Node.Parts is [.., var last] && Node.HasKeyword("=") ? last : null;

    /// <summary>The object of a resource or module, without the condition or loop around it.</summary>
    public SyntaxNode? Body => Value switch
    {
        { Kind: "if_statement" } condition => condition.Parts[^1],
        { Kind: "for_statement" } loop => loop.Field("body"),
        var value => value,
    };

    public bool IsExisting => Node.HasKeyword("existing");

    /// <summary>The arguments of a decorator; null without it.</summary>
    public IReadOnlyList<SyntaxNode>? Decorator(string name) => Decorators
        .FirstOrDefault(call => string.Equals(call.Field("function")?.Text, name, StringComparison.Ordinal))
        ?.Field("arguments")?.Parts;
}
