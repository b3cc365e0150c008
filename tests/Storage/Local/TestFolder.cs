namespace QueueService.Tests.Storage.Local;

/// <summary>A folder of one test, gone afterwards.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("queue-service-").FullName;

    /// <summary>The newest segment of the only log.</summary>
    public string NewestSegment => Directory
        .EnumerateFiles(System.IO.Path.Combine(Path, "logs"), "*.seg", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Last();

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
