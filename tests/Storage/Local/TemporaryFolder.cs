namespace QueueService.Tests.Storage.Local;

/// <summary>A folder that the test deletes at its end.</summary>
public sealed class TemporaryFolder
{
    public string Path { get; } = Directory.CreateTempSubdirectory("queue-storage-").FullName;

    public void Delete() => Directory.Delete(Path, recursive: true);
}
