namespace QueueService.Tests.Core.Tidy;

/// <summary>The files of a working tree that people write.</summary>
internal sealed class SourceTree(string root)
{
    private static readonly string[] MadeByTools = ["bin", "obj", "node_modules", ".git"];

    public static SourceTree OfRepository()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "QueueService.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return new SourceTree(folder);
    }

    public IEnumerable<SourceFile> Code => Files("*.cs");

    public IEnumerable<SourceFile> Readmes => Files("README.md");

    /// <summary>Whatever may give things their names.</summary>
    public IEnumerable<SourceFile> Named => Files("*").Where(file => Path.GetExtension(file.Path)
        is ".cs" or ".csproj" or ".props" or ".bicep" or ".json" or ".yaml" or ".sh" or ".py" or ".ts" or ".js");

    private IEnumerable<SourceFile> Files(string pattern) => Directory
        .EnumerateFiles(root, pattern, SearchOption.AllDirectories)
        .Select(file => new SourceFile(root, Path.GetRelativePath(root, file).Replace('\\', '/')))
        .Where(file => !file.Path.Split('/').Any(MadeByTools.Contains));
}
