using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Partitions;
using QueueService.Storage;
using QueueService.Storage.Local;

namespace QueueService.Tests.Storage.Local;

/// <summary>What the store leaves to others: descriptors, room on the disk, and nothing to read.</summary>
public sealed class LocalBoundTests : IAsyncLifetime
{
    private const int Partitions = 20;
    private const int OpenFiles = 4;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken None => CancellationToken.None;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _folder.Delete();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task AppendAsync_WhenMoreLogsAreOpenThanFilesMayBe_ServesAllOfThem()
    {
        await using var store = await OpenAsync(new LocalStoreOptions(_folder.Path) { OpenFiles = OpenFiles });
        var logs = Enumerable.Range(0, Partitions).Select(index => store.OpenLog(new PartitionId(7, index))).ToList();
        var written = new List<List<NewFrame>>();
        foreach (var log in logs)
            written.Add(await Frames.AppendAsync(log, 2));
        for (var round = 0; round < 2; round++)
        {
            for (var index = 0; index < Partitions; index++)
            {
                Frames.AssertWhole(written[index][1], await logs[index].ReadFrameAsync(new FrameNumber(2), None));
                written[index].AddRange(await Frames.AppendAsync(logs[index], 1));
            }
        }

        Assert.InRange(OpenSegments(), 1, OpenFiles);
        for (var index = 0; index < Partitions; index++)
        {
            var read = await Frames.ReadAsync(logs[index]);
            Assert.Equal(written[index].Select(frame => frame.Commit), read.Select(frame => frame.Commit));
            await logs[index].DisposeAsync();
        }
    }

    [Fact]
    public async Task AppendAsync_WhenFilesAreClosedUnderConcurrentReaders_LosesNothing()
    {
        await using var store = await OpenAsync(new LocalStoreOptions(_folder.Path) { OpenFiles = 1 });
        await Parallel.ForAsync(0, Partitions, async (index, _) =>
        {
            await using var log = store.OpenLog(new PartitionId(8, index));
            var frames = await Frames.AppendAsync(log, 20);
            foreach (var frame in frames)
                Frames.AssertWhole(frame, await log.ReadFrameAsync(frame.Number, None));
        });
        Assert.InRange(OpenSegments(), 0, 1);
    }

    [Fact]
    public async Task GlanceAsync_WhenALogIsLookedAtAfterARestart_WritesNothing()
    {
        var partition = new PartitionId(9, 0);
        LogHead head;
        await using (var store = await OpenAsync(new LocalStoreOptions(_folder.Path)))
        {
            await using var log = store.OpenLog(partition);
            await Frames.AppendAsync(log, 3);
            head = await log.ReadHeadAsync(None);
        }

        var logs = Path.Combine(_folder.Path, "logs");
        var file = Directory.GetFiles(logs, "*.seg", SearchOption.AllDirectories).Single();
        await File.AppendAllTextAsync(file, "a write cut short");
        var length = new FileInfo(file).Length;
        await using var again = await OpenAsync(new LocalStoreOptions(_folder.Path));
        await using var looked = again.OpenLog(partition);
        var before = again.Meter.BytesWritten;

        var seen = await looked.GlanceAsync(None);

        Assert.Equal((head.Last, head.Commit), (seen.Last, seen.Commit));
        Assert.Equal((before, length), (again.Meter.BytesWritten, new FileInfo(file).Length));
        await Frames.CommitAsync(looked, await looked.ReadHeadAsync(None), Frames.Following(head));
    }

    [Fact]
    public async Task HasRoom_WhenOnlyTheReserveIsLeft_IsFalseUntilThereIsMore()
    {
        using var disk = new MountedFolder("20m");
        var time = new StepTime();
        await using var store = await OpenAsync(
            new LocalStoreOptions(disk.Path) { ReserveBytes = 1_000_000_000, Time = time });
        Assert.True(store.HasRoom);
        var ballast = Path.Combine(disk.Path, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[19 * 1024 * 1024]);
        time.Step();
        Assert.False(store.HasRoom);
        await store.CheckAsync(None);
        File.Delete(ballast);
        time.Step();
        Assert.True(store.HasRoom);
    }

    [Fact]
    public async Task TryTakeRoom_WhenMuchIsTakenBetweenTwoLooks_CountsIt()
    {
        var time = new StepTime();
        var free = 1_000L;
        await using var store = await OpenAsync(new LocalStoreOptions(_folder.Path)
        {
            ReserveBytes = 400, Time = time, Disk = () => (free, 1_000_000),
        });
        Assert.True(store.TryTakeRoom(500));
        Assert.False(store.TryTakeRoom(101));
        Assert.True(store.TryTakeRoom(100));
        Assert.True(store.HasRoom);

        // Looked at again before the disk shows what was taken, it counts still; then the disk shows it.
        time.Step();
        Assert.False(store.TryTakeRoom(1));
        free = 700;
        time.Step();
        Assert.True(store.TryTakeRoom(300));
        Assert.False(store.TryTakeRoom(1));
    }

    [Fact]
    public async Task GetAsync_WhenAFileIsLargerThanAnyDocument_IsNotReadAndNamed()
    {
        await using var store = await OpenAsync(new LocalStoreOptions(_folder.Path));
        var most = new byte[Limits.MaxDocumentBytes];
        var id = new string('a', 100);
        await store.Documents.CreateAsync("queues", id, most, None);
        Assert.Equal(most.Length, (await store.Documents.GetAsync("queues", id, None))!.Content.Length);

        var file = Directory.GetFiles(Path.Combine(_folder.Path, "documents", "queues")).Single();
        LocalFiles.Truncate(file, 3L * 1024 * 1024 * 1024);
        var damage = await Assert.ThrowsAsync<StorageCorruptException>(
            async () => await store.Documents.GetAsync("queues", id, None));
        Assert.Contains($"'{file}'", damage.Message, StringComparison.Ordinal);
        Assert.Contains("3221225472 bytes", damage.Message, StringComparison.Ordinal);
        Assert.Equal(damage.Message, (await store.Documents.ListAsync("queues", "", null, 10, None)).Single().Damage);
    }

    [Fact]
    public async Task CreateAsync_WhenTheFolderCannotBeSyncedAfterIt_SaysThatItMayBeDone()
    {
        using var threads = new StorageThreads(1);
        var files = new AtomicFile(_folder.Path, new StorageMeter(), _ => throw new IOException("the disk failed"));
        var documents = new LocalDocuments(
            Directory.CreateDirectory(Path.Combine(_folder.Path, "documents")).FullName,
            files,
            RandomSource.System,
            threads);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "documents", "queues"));
        var error = await Assert.ThrowsAsync<StorageUnavailableException>(
            async () => await documents.CreateAsync("queues", "q", new byte[] { 1 }, None));
        Assert.True(error.IsOutcomeUnknown);
        Assert.NotNull(await documents.GetAsync("queues", "q", None));
    }

    [Fact]
    public async Task CreateAsync_WhenTheContentIsLargerThanADocument_Throws()
    {
        await using var store = await OpenAsync(new LocalStoreOptions(_folder.Path));
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.Documents.CreateAsync(
            "queues", "q", new byte[Limits.MaxDocumentBytes + 1], None));
    }

    [Fact]
    public async Task Files_WhenTheyAreMade_AreTheUsersAlone()
    {
        var path = Path.Combine(_folder.Path, "data");
        await using var store = await OpenAsync(new LocalStoreOptions(path));
        await using var log = store.OpenLog(new PartitionId(1, 0));
        await Frames.AppendAsync(log, 1);
        await store.Documents.CreateAsync("queues", "q", new byte[] { 1 }, None);
        await store.Blobs.PutAsync("a/b", new byte[] { 1 }, None);
        if (OperatingSystem.IsWindows())
            return;
        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        foreach (var entry in new DirectoryInfo(path).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
        {
            if (!entry.Name.StartsWith("lock", StringComparison.Ordinal))
                Assert.Equal(UnixFileMode.None, entry.UnixFileMode & ~Own);
        }

        Assert.Equal(Own, File.GetUnixFileMode(path));
    }

    [Fact]
    public async Task InitializeAsync_WhenTheFolderHasATmpOfSomebodyElse_LeavesItAlone()
    {
        var other = Path.Combine(_folder.Path, "tmp", "precious");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "tmp", "deep"));
        await File.WriteAllTextAsync(other, "of somebody else");
        await using (await OpenAsync(new LocalStoreOptions(_folder.Path)))
            Assert.True(File.Exists(other));
        Assert.True(Directory.Exists(Path.Combine(_folder.Path, "tmp", "deep")));
    }

    [Fact]
    public async Task InitializeAsync_WhenTheLockFileWasDeleted_RefusesASecondStoreAllTheSame()
    {
        await using var first = await OpenAsync(new LocalStoreOptions(_folder.Path));
        File.Delete(Path.Combine(_folder.Path, "lock"));
        await using var second = new LocalStore(new LocalStoreOptions(_folder.Path));
        var error = await Assert.ThrowsAsync<StorageUnavailableException>(
            async () => await second.InitializeAsync(None));
        Assert.Contains("in use", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListAsync_WhenADocumentIsDamaged_GivesItAsSuchAndTheOthers()
    {
        await using var store = await OpenAsync(new LocalStoreOptions(_folder.Path));
        foreach (var id in new[] { "a", "b", "c" })
            await store.Documents.CreateAsync("queues", id, new byte[] { 1, 2, 3 }, None);
        var folder = Path.Combine(_folder.Path, "documents", "queues");
        await File.WriteAllTextAsync(Path.Combine(folder, "._d.q.doc"), "left by a file manager");
        await File.WriteAllTextAsync(Path.Combine(folder, "d.b copy.doc"), "left by somebody");
        await File.WriteAllTextAsync(Path.Combine(folder, "d.+.doc"), "");
        LocalFiles.FlipBit(Path.Combine(folder, "d.b.doc"), 18);

        await store.DisposeAsync();
        await using var again = await OpenAsync(new LocalStoreOptions(_folder.Path));
        var found = await again.Documents.ListAsync("queues", "", null, 10, None);

        Assert.Equal(["a", "b", "c"], found.Select(document => document.Id));
        Assert.Equal([false, true, false], found.Select(document => document.Damage is not null));
        Assert.Equal(3, found[2].Content.Length);
    }

    [Fact]
    public async Task MarkAsync_WhenTheMarkerIsDamaged_WritesItAnew()
    {
        PartitionId marked = new(7, 0);
        PartitionId removed = new(7, 1);
        QueueName queue = QueueName.Parse("q");
        await using (var store = await OpenAsync(new LocalStoreOptions(_folder.Path)))
        {
            await MarkersOf(store).MarkAsync(marked, queue.Value);
            await MarkersOf(store).MarkAsync(removed, queue.Value);
        }

        foreach (var file in Directory.EnumerateFiles(Path.Combine(_folder.Path, "documents", "occupied")))
            await File.WriteAllBytesAsync(file, []);

        await using var again = await OpenAsync(new LocalStoreOptions(_folder.Path));
        var markers = MarkersOf(again);
        await markers.MarkAsync(marked, queue.Value);
        await markers.RemoveAsync(removed);
        var found = new List<PartitionMarker>();
        await foreach (var marker in MarkersOf(again).ListAsync(None))
            found.Add(marker);
        Assert.Equal(marked, Assert.Single(found).Partition);
        Assert.Null(await again.Documents.GetAsync("occupied", removed.ToString(), None));
    }

    private static PartitionMarkers MarkersOf(LocalStore store) =>
        new(store, "occupied", TimeSpan.FromMinutes(10), TimeProvider.System, NullLogger.Instance);

    private static async Task<LocalStore> OpenAsync(LocalStoreOptions options)
    {
        var store = new LocalStore(options);
        await store.InitializeAsync(None);
        return store;
    }

    private int OpenSegments() => Directory.EnumerateFileSystemEntries("/proc/self/fd")
        .Select(descriptor => new FileInfo(descriptor).LinkTarget ?? "")
        .Count(target => target.StartsWith(_folder.Path, StringComparison.Ordinal)
            && target.EndsWith(".seg", StringComparison.Ordinal));

    /// <summary>Goes on by a second when told to.</summary>
    private sealed class StepTime : TimeProvider
    {
        private long _seconds = 1;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _seconds;

        public void Step() => _seconds++;
    }
}
