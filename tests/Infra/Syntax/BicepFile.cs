namespace QueueService.Tests.Infra.Syntax;

/// <summary>A Bicep file and what it declares.</summary>
internal sealed class BicepFile
{
    private BicepFile(string path, SyntaxNode root)
    {
        Path = path;
        Root = root;
        Parameters = Declarations(root, "parameter_declaration");
        Variables = Declarations(root, "variable_declaration");
        Functions = Declarations(root, "user_defined_function");
        Resources = Declarations(root, "resource_declaration");
        Modules = Declarations(root, "module_declaration");
        Outputs = Declarations(root, "output_declaration");
    }

    /// <summary>From the root of the repository.</summary>
    public string Path { get; }

    public SyntaxNode Root { get; }

    public IReadOnlyList<Declaration> Parameters { get; }

    public IReadOnlyList<Declaration> Variables { get; }

    public IReadOnlyList<Declaration> Functions { get; }

    /// <summary>Nested ones too.</summary>
    public IReadOnlyList<Declaration> Resources { get; }

    public IReadOnlyList<Declaration> Modules { get; }

    public IReadOnlyList<Declaration> Outputs { get; }

    public static async Task<IReadOnlyList<BicepFile>> ReadAsync(IReadOnlyList<(string Path, string Source)> files)
    {
        IReadOnlyList<SyntaxNode> roots = await BicepParser.ParseAsync([.. files.Select(file => file.Source)]);
        return [.. files.Zip(roots, (file, root) => new BicepFile(file.Path, root))];
    }

    private static List<Declaration> Declarations(SyntaxNode node, string kind)
    {
        var found = new List<Declaration>();
        IReadOnlyList<SyntaxNode> decorators = [];
        foreach (SyntaxNode part in node.Parts)
        {
            if (part.Is(kind))
                found.Add(new Declaration(part.Parts.First(name => name.Is("identifier")).Text, part, decorators));
            found.AddRange(Declarations(part, kind));
            decorators = part.Is("decorators") ? [.. part.Parts.Select(decorator => decorator.Parts[0])] : [];
        }

        return found;
    }
}
