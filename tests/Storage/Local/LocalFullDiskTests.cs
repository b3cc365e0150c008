using System.Diagnostics;
using QueueService.Storage;
using QueueService.Storage.Local;

namespace QueueService.Tests.Storage.Local;

/// <summary>A disk that is really full: a small file system in memory, mounted for the test (Linux, as root).</summary>
public sealed class LocalFullDiskTests : IAsyncLifetime, IDisposable
{
    private static readonly PartitionId Partition = new(8, 1);
    private readonly TestFolder _folder = new();

    public Task InitializeAsync() => RunAsync("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", _folder.Path);

    public Task DisposeAsync() => RunAsync("umount", _folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Append_WhenTheDiskIsFull_LosesNothingAndGoesOnOnceThereIsRoom()
    {
        string filler = Path.Combine(_folder.Path, "filler");
        await using (LocalStore store = await LocalRecoveryTests.OpenAsync(_folder.Path))
        {
            await using ICommitLog log = store.OpenLog(Partition);
            await Frames.AppendAsync(log, 2, payload: 100_000);
            LogHead head = await log.ReadHeadAsync(CancellationToken.None);
            await File.WriteAllBytesAsync(filler, new byte[3_000_000]);
            NewFrame large = Frames.Following(head, payload: 1_500_000);
            Assert.Equal(AppendStatus.Full, (await log.AppendAsync(head, large)).Status);
            Assert.Equal(2, (await log.ReadHeadAsync(CancellationToken.None)).Last.Value);
            Assert.Equal(2, (await Frames.ReadAsync(log)).Count);
            File.Delete(filler);
            await Frames.CommitAsync(log, head, large);
        }

        await using LocalStore again = await LocalRecoveryTests.OpenAsync(_folder.Path);
        await using ICommitLog reopened = again.OpenLog(Partition);
        Assert.Equal(3, (await Frames.ReadAsync(reopened)).Count);
    }

    [Fact]
    public async Task Put_WhenTheDiskIsFull_SaysSoAndKeepsTheOldContent()
    {
        await using LocalStore store = await LocalRecoveryTests.OpenAsync(_folder.Path);
        Document document = Assert.IsType<Document>(
            await store.Documents.CreateAsync("things", "one", Frames.Bytes(100, 1), CancellationToken.None));
        string filler = Path.Combine(_folder.Path, "filler");
        await FillAsync(filler);
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await store.Documents.ReplaceAsync(
            "things", "one", Frames.Bytes(200_000, 2), document.Version, CancellationToken.None));
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await store.Blobs.PutAsync(
            "some/blob", Frames.Bytes(200_000, 2), CancellationToken.None));
        File.Delete(filler);
        Document kept = Assert.IsType<Document>(
            await store.Documents.GetAsync("things", "one", CancellationToken.None));
        Assert.Equal(Frames.Bytes(100, 1), kept.Content.ToArray());
        Assert.Null(await store.Blobs.GetAsync("some/blob", CancellationToken.None));
    }

    private static async Task FillAsync(string path)
    {
        await using FileStream file = File.Create(path);
        try
        {
            while (true)
            {
                await file.WriteAsync(new byte[16_384]);
                await file.FlushAsync();
            }
        }
        catch (IOException)
        {
            // Full now, which is the point.
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) 
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} failed, and this test needs it (Linux, as root): {error}");
    }
}
