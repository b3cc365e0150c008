using System.Globalization;
using QueueService.Storage;
using QueueService.Storage.Local;

namespace QueueService.Tests.Storage.Local;

public sealed class LocalFolderTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken None => CancellationToken.None;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _folder.Delete();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task InitializeAsync_WhenFolderIsInUse_RefusesAndNamesTheProcess()
    {
        await using (var first = await OpenAsync())
        {
            await using var second = new LocalStore(new LocalStoreOptions(_folder.Path));
            var error = await Assert.ThrowsAsync<StorageUnavailableException>(async () =>
                await second.InitializeAsync(None));
            Assert.Equal(
                $"The folder {_folder.Path} is in use by another process (pid {Environment.ProcessId}). "
                    + "Stop it, or choose another folder with Storage:Path.",
                error.Message);
            Assert.Throws<InvalidOperationException>(() => second.OpenLog(new PartitionId(1, 0)));
            await first.CheckAsync(None);
        }

        await using var third = await OpenAsync();
    }

    [Fact]
    public async Task InitializeAsync_WhenAKilledProcessLeftItsFiles_Starts()
    {
        await using (await OpenAsync())
            await File.WriteAllTextAsync(Path.Combine(_folder.Path, "tmp", "7"), "half a document");
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "lock.pid"), "4123456789");

        await using var store = await OpenAsync();

        Assert.Empty(Directory.GetFiles(Path.Combine(_folder.Path, "tmp")));
        var processId = await File.ReadAllTextAsync(Path.Combine(_folder.Path, "lock.pid"));
        Assert.Equal(Environment.ProcessId, int.Parse(processId, CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task InitializeAsync_WhenPathIsAFile_SaysWhatToDo()
    {
        var path = Path.Combine(_folder.Path, "file");
        await File.WriteAllTextAsync(path, "");
        await using var store = new LocalStore(new LocalStoreOptions(path));

        var error = await Assert.ThrowsAsync<StorageUnavailableException>(async () =>
            await store.InitializeAsync(None));

        Assert.Contains("Storage:Path", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckAsync_WhenFolderWasDeleted_Throws()
    {
        await using var store = await OpenAsync();
        Directory.Delete(Path.Combine(_folder.Path, "logs"));

        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await store.CheckAsync(None));
    }

    [Fact]
    public async Task OpenLog_WhenHandlesShareAPartition_KeepsTheFilesOpenForTheOther()
    {
        await using var store = await OpenAsync();
        var partition = new PartitionId(5, 0);
        await using var first = store.OpenLog(partition);
        var second = store.OpenLog(partition);
        var frame = Assert.Single(await Frames.AppendAsync(first, 1));

        await second.DisposeAsync();
        await second.DisposeAsync();

        Frames.AssertWhole(frame, await first.ReadFrameAsync(frame.Number, None));
        await Frames.AppendAsync(first, 1);
    }

    [Fact]
    public async Task AppendAsync_WhenHandleIsDisposed_Throws()
    {
        await using var store = await OpenAsync();
        var log = store.OpenLog(new PartitionId(5, 0));
        await log.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () =>
            await log.AppendAsync(LogHead.Empty, Frames.Following(LogHead.Empty)));
    }

    [Fact]
    public async Task GetAsync_WhenADocumentIsDamaged_Throws()
    {
        await using var store = await OpenAsync();
        await store.Documents.CreateAsync("queues", "Orders", new byte[] { 1, 2, 3 }, None);
        var path = Path.Combine(_folder.Path, "documents", "queues", "d.+orders.doc");
        LocalFiles.FlipBit(path, new FileInfo(path).Length - 1);

        var error = await Assert.ThrowsAsync<StorageCorruptException>(async () =>
            await store.Documents.GetAsync("queues", "Orders", None));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    private async Task<LocalStore> OpenAsync()
    {
        var store = new LocalStore(new LocalStoreOptions(_folder.Path));
        await store.InitializeAsync(None);
        return store;
    }
}
