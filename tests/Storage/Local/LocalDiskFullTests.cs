using QueueService.Storage;
using QueueService.Storage.Local;

namespace QueueService.Tests.Storage.Local;

public sealed class LocalDiskFullTests
{
    private static readonly PartitionId Partition = new(0xf011, 0);

    private static CancellationToken None => CancellationToken.None;

    [MountFact]
    public async Task AppendAsync_WhenDiskIsFull_SaysSoAndGoesOnWhenThereIsSpace()
    {
        using var disk = new MountedFolder("2m");
        await using (var store = await OpenAsync(disk))
        {
            var ballast = Path.Combine(disk.Path, "ballast");
            await File.WriteAllBytesAsync(ballast, new byte[600 * 1024]);
            await using var log = store.OpenLog(Partition);
            var (frames, head) = await FillAsync(log);

            var refused = Frames.Following(head, payload: 300 * 1024);
            Assert.Equal(AppendStatus.Full, (await log.AppendAsync(head, refused)).Status);
            Assert.Equal(head, await log.ReadHeadAsync(None));
            Assert.Equal(frames.Count, (await Frames.ReadAsync(log)).Count);
            Frames.AssertWhole(frames[^1], await log.ReadFrameAsync(frames[^1].Number, None));

            File.Delete(ballast);
            await Frames.CommitAsync(log, head, refused);
            Frames.AssertWhole(refused, await log.ReadFrameAsync(refused.Number, None));
        }

        await using var reopened = await OpenAsync(disk);
        await using var again = reopened.OpenLog(Partition);
        var last = (await Frames.ReadAsync(again))[^1];
        Assert.Equal(300 * 1024, (await again.ReadFrameAsync(last.Number, None))!.Payload!.Value.Length);
    }

    [MountFact]
    public async Task AppendAsync_WhenThereIsNoRoomForTheFirstRecord_LeavesAnEmptyLog()
    {
        using var disk = new MountedFolder("2m");
        await using var store = await OpenAsync(disk);
        await using var log = store.OpenLog(Partition);
        var large = Frames.Following(LogHead.Empty, payload: 3 * 1024 * 1024);

        Assert.Equal(AppendStatus.Full, (await log.AppendAsync(LogHead.Empty, large)).Status);

        Assert.Equal(LogHead.Empty, await log.ReadHeadAsync(None));
        await Frames.CommitAsync(log, LogHead.Empty, Frames.Following(LogHead.Empty));
    }

    [MountFact]
    public async Task InitializeAsync_WhenDiskIsFull_StartsAndReadsTheLog()
    {
        using var disk = new MountedFolder("2m");
        var count = 0;
        await using (var store = await OpenAsync(disk))
        {
            await using var log = store.OpenLog(Partition);
            var (frames, head) = await FillAsync(log);
            await log.AppendAsync(head, Frames.Following(head, payload: 300 * 1024));
            count = frames.Count;
        }

        await using var reopened = await OpenAsync(disk);
        await using var again = reopened.OpenLog(Partition);

        Assert.Equal(count, (await Frames.ReadAsync(again)).Count);
    }

    [MountFact]
    public async Task BlobsAndDocuments_WhenDiskIsFull_ThrowAndKeepWhatWasThere()
    {
        using var disk = new MountedFolder("2m");
        await using var store = await OpenAsync(disk);
        var created = await store.Documents.CreateAsync("queues", "a", new byte[100], None);
        var filler = Path.Combine(disk.Path, "filler");
        await File.WriteAllBytesAsync(filler, new byte[1900 * 1024]);

        var blob = await Assert.ThrowsAsync<StorageUnavailableException>(async () =>
            await store.Blobs.PutAsync("large", new byte[500 * 1024], None));
        await Assert.ThrowsAsync<StorageUnavailableException>(async () =>
            await store.Documents.ReplaceAsync("queues", "a", new byte[250 * 1024], created!.Version, None));

        Assert.Contains("full", blob.Message, StringComparison.Ordinal);
        Assert.Null(await store.Blobs.GetAsync("large", None));
        Assert.Equal(created!.Version, (await store.Documents.GetAsync("queues", "a", None))!.Version);
        File.Delete(filler);
        await store.Blobs.PutAsync("large", new byte[500 * 1024], None);
        Assert.Single(await store.Documents.ListAsync("queues", "", null, 10, None));
    }

    [MountFact]
    public async Task InitializeAsync_WhenFolderIsReadOnly_SaysWhatToDo()
    {
        using var disk = new MountedFolder("2m");
        disk.MakeReadOnly();
        await using var store = new LocalStore(new LocalStoreOptions(disk.Path));

        var error = await Assert.ThrowsAsync<StorageUnavailableException>(async () =>
            await store.InitializeAsync(None));

        Assert.Contains("cannot be written", error.Message, StringComparison.Ordinal);
        Assert.Contains("Storage:Path", error.Message, StringComparison.Ordinal);
    }

    [MountFact]
    public async Task AppendAsync_WhenFolderBecameReadOnly_ThrowsAsNothingWasSent()
    {
        using var disk = new MountedFolder("2m");
        await using var store = await OpenAsync(disk);
        await using var log = store.OpenLog(Partition);
        // The lock file is open for writing, so the whole cannot be made read-only: the logs alone are.
        Directory.Delete(Path.Combine(disk.Path, "logs"));
        await File.WriteAllTextAsync(Path.Combine(disk.Path, "logs"), "");

        await Assert.ThrowsAsync<StorageUnavailableException>(async () =>
            await log.AppendAsync(LogHead.Empty, Frames.Following(LogHead.Empty)));
    }

    private static async Task<LocalStore> OpenAsync(MountedFolder disk)
    {
        var store = new LocalStore(new LocalStoreOptions(disk.Path));
        await store.InitializeAsync(None);
        return store;
    }

    /// <summary>Appends until the disk is full, and leaves less room than one more of these frames takes.</summary>
    private static async Task<(List<NewFrame> Frames, LogHead Head)> FillAsync(ICommitLog log)
    {
        var frames = new List<NewFrame>();
        var head = LogHead.Empty;
        while (true)
        {
            var frame = Frames.Following(head, payload: 100 * 1024);
            var outcome = await log.AppendAsync(head, frame);
            if (outcome.Status == AppendStatus.Full)
                return (frames, head);
            Assert.Equal(AppendStatus.Committed, outcome.Status);
            frames.Add(frame);
            head = outcome.Head!;
        }
    }
}
