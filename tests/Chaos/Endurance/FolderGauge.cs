using QueueService.Tests.Storage.Local;

namespace QueueService.Tests.Chaos.Endurance;

/// <summary>A store in a folder of its own.</summary>
internal sealed class FolderGauge : IStorageGauge
{
    private const double Mebibyte = 1024 * 1024;
    private readonly TemporaryFolder _folder = new();

    public string LogUnit => "MiB";

    public IReadOnlyList<string> Arguments => ["--Storage:Kind", "Local", "--Storage:Path", _folder.Path];

    public Task<(double Log, double Blobs)> ReadAsync(CancellationToken cancellationToken)
    {
        // A file that is deleted while they are looked at does not exist any more: its length is not asked for.
        long bytes = new DirectoryInfo(Path.Combine(_folder.Path, "logs"))
            .EnumerateFiles("*.seg", SearchOption.AllDirectories)
            .Sum(file => file.Exists ? file.Length : 0);
        int blobs = Directory.GetFiles(Path.Combine(_folder.Path, "blobs")).Length;
        return Task.FromResult((bytes / Mebibyte, (double)blobs));
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete();
        return ValueTask.CompletedTask;
    }
}
