namespace QueueService.Tests.Functions.Http.Local;

/// <summary>The same on a folder on disk.</summary>
public sealed class LocalTestService : TestService
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("queue-service-test");

    private protected override string[] Storage => ["--Storage:Kind=Local", $"--Storage:Path={_folder.FullName}"];

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
