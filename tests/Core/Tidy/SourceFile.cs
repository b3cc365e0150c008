namespace QueueService.Tests.Core.Tidy;

/// <param name="Root">The folder of the tree.</param>
/// <param name="Path">From there, with slashes.</param>
internal sealed record SourceFile(string Root, string Path)
{
    public string Folder => System.IO.Path.GetDirectoryName(FullPath)!;

    public string[] Lines => File.ReadAllLines(FullPath);

    public string Text => File.ReadAllText(FullPath);

    private string FullPath => System.IO.Path.Combine(Root, Path);

    public bool IsIn(string folder) => Path.StartsWith($"{folder}/", StringComparison.Ordinal);

    public string At(int line) => $"{Path}:{line}";
}
