namespace QueueService.Tests.Chaos.Disk;

/// <summary>A copy of the folder of a store, deleted when disposed of.</summary>
internal sealed class FolderCopy : IDisposable
{
    private readonly DirectoryInfo _copy = Directory.CreateTempSubdirectory("queue-copy-");

    public FolderCopy(string folder)
    {
        foreach (string source in Directory.GetDirectories(folder, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(In(folder, source));
        foreach (string source in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
            File.Copy(source, In(folder, source));
    }

    public string Path => _copy.FullName;

    public void Dispose() => _copy.Delete(recursive: true);

    private string In(string folder, string source) =>
        System.IO.Path.Combine(Path, System.IO.Path.GetRelativePath(folder, source));
}
