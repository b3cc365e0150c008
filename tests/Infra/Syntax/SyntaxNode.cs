namespace QueueService.Tests.Infra.Syntax;

/// <summary>A node of the syntax tree of a Bicep file, in the words of the grammar tree-sitter-bicep.</summary>
internal sealed class SyntaxNode
{
    private readonly string _source;
    private readonly ParsedNode _parsed;

    public SyntaxNode(ParsedNode parsed, string source)
    {
        _parsed = parsed;
        _source = source;
        Children = [.. parsed.Children.Select(child => new SyntaxNode(child, source))];
    }

    public string Kind => _parsed.Kind;

    /// <summary>Line of its first character, from 1.</summary>
    public int Line => _parsed.Line;

    public bool IsNamed => _parsed.IsNamed;

    /// <summary>The grammar has no place for it, or misses it.</summary>
    public bool IsError => _parsed.IsError;

    public string Text => _source[_parsed.Start.._parsed.End];

    public IReadOnlyList<SyntaxNode> Children { get; }

    /// <summary>Children that are more than punctuation or keywords; comments left out.</summary>
    public IReadOnlyList<SyntaxNode> Parts => [.. Children.Where(child => child.IsNamed && !child.Is("comment"))];

    public bool Is(string kind) => string.Equals(Kind, kind, StringComparison.Ordinal);

    public bool HasKeyword(string keyword) => Children.Any(child => !child.IsNamed && child.Is(keyword));

    public SyntaxNode? Field(string name) =>
        Children.FirstOrDefault(child => string.Equals(child._parsed.Field, name, StringComparison.Ordinal));

    /// <summary>The node and everything below it.</summary>
    public IEnumerable<SyntaxNode> All() => Children.SelectMany(child => child.All()).Prepend(this);

    public IEnumerable<SyntaxNode> All(string kind) => All().Where(node => node.Is(kind));

    /// <summary>The text of a string without interpolation; null for anything else.</summary>
    public string? Literal() => Is("string") && Parts.All(part => part.Is("string_content"))
        ? string.Concat(Parts.Select(part => part.Text))
        : null;

    public override string ToString() => $"{Kind} at line {Line}";
}
