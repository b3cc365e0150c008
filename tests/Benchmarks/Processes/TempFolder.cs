namespace QueueService.Benchmarks.Processes;

/// <summary>A new empty folder that is removed with all its content.</summary>
internal sealed class TempFolder : IDisposable
{
    /// <param name="parent">Where to make it; the system's temporary folder when empty.</param>
    public TempFolder(string parent)
    {
        string path = System.IO.Path.Combine(
            parent.Length > 0 ? System.IO.Path.GetFullPath(parent) : System.IO.Path.GetTempPath(),
            $"queue-bench-{Guid.NewGuid():N}");
        Path = Directory.CreateDirectory(path).FullName;
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
