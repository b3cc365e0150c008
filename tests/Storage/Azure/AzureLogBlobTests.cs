using Azure.Storage.Blobs;
using QueueService.Storage;
using QueueService.Storage.Azure;

namespace QueueService.Tests.Storage.Azure;

/// <summary>Payload blobs go when nothing needs them any more.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class AzureLogBlobTests : IAsyncLifetime
{
    private const int InBlob = Limits.MaxInlineFrameBytes + 1;

    private readonly PartitionId _partition = new(1, 0);
    private readonly AzureStore _store;
    private readonly BlobContainerClient _container;
    private readonly ICommitLog _log;

    public AzureLogBlobTests(AzuriteFixture azurite)
    {
        var options = azurite.NewOptions();
        _store = new AzureStore(options, TimeProvider.System);
        _container = AzuriteFixture.Container(options);
        _log = _store.OpenLog(_partition);
    }

    private static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync() => await _store.InitializeAsync(None);

    public async Task DisposeAsync()
    {
        await _log.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task TrimAsync_WhenFramesAreTrimmed_DeletesTheirBlobsOnly()
    {
        var frames = await Frames.AppendAsync(_log, 4, payload: InBlob);

        await _log.TrimAsync(new FrameNumber(3), [Range(2, 2)], None);

        Assert.Equal(2, await BlobsAsync());
        Frames.AssertWhole(frames[1], await _log.ReadFrameAsync(new FrameNumber(2), None));
        Frames.AssertWhole(frames[3], await _log.ReadFrameAsync(new FrameNumber(4), None));
    }

    [Fact]
    public async Task TrimAsync_WhenKeptFramesDieLater_DeletesThem()
    {
        await Frames.AppendAsync(_log, 4, payload: InBlob);
        await _log.TrimAsync(new FrameNumber(3), [Range(1, 3)], None);

        await _log.TrimAsync(new FrameNumber(3), [Range(3, 3)], None);

        Assert.Equal([3, 4], (await Frames.ReadAsync(_log)).Select(frame => frame.Number.Value));
        Assert.Equal(2, await BlobsAsync());
    }

    [Fact]
    public async Task TrimAsync_WhenNothingIsNew_AsksTheStoreNothing()
    {
        await Frames.AppendAsync(_log, 3);
        await _log.TrimAsync(new FrameNumber(3), [Range(3, 3)], None);
        var before = _store.Meter.Transactions;

        await _log.TrimAsync(new FrameNumber(3), [Range(3, 3)], None);

        Assert.Equal(before, _store.Meter.Transactions);
    }

    [Fact]
    public async Task TrimAsync_WhenAnAppendLostTheRace_DeletesItsBlob()
    {
        await _log.TrimAsync(FrameNumber.None, [], None);
        var head = await Frames.CommitAsync(_log, LogHead.Empty, Frames.Following(LogHead.Empty, payload: InBlob));
        var loser = Frames.Following(LogHead.Empty, payload: InBlob) with { Commit = new CommitId(77) };
        Assert.Equal(AppendStatus.Conflict, (await _log.AppendAsync(LogHead.Empty, loser)).Status);
        Assert.Equal(2, await BlobsAsync());

        await _log.TrimAsync(head.Last, [Range(1, 1)], None);

        Assert.Equal(1, await BlobsAsync());
        Assert.NotNull(await _log.ReadFrameAsync(head.Last, None));
    }

    [Fact]
    public async Task TrimAsync_WhenAnotherProcessTrimmedSome_DeletesTheRest()
    {
        await Frames.AppendAsync(_log, 6, payload: 10);
        await _log.TrimAsync(new FrameNumber(6), [Range(1, 6)], None);
        await using var other = _store.OpenLog(_partition);
        await other.TrimAsync(new FrameNumber(3), [Range(2, 2)], None);

        await _log.TrimAsync(new FrameNumber(5), [], None);

        Assert.Equal([6], (await Frames.ReadAsync(_log)).Select(frame => frame.Number.Value));
    }

    [Fact]
    public async Task DeleteAsync_WhenThereAreBlobsThatNoRowNames_DeletesThemToo()
    {
        await Frames.AppendAsync(_log, 2, payload: InBlob);
        var late = Frames.Following(LogHead.Empty, payload: InBlob) with { Commit = new CommitId(77) };
        await _log.AppendAsync(LogHead.Empty, late);

        await _log.DeleteAsync(None);

        Assert.Equal(0, await BlobsAsync());
    }

    [Fact]
    public async Task ReadFrameAsync_WhenItsBlobIsGone_IsCorrupt()
    {
        await Frames.AppendAsync(_log, 1, payload: InBlob);
        await foreach (var blob in _container.GetBlobsAsync())
            await _container.DeleteBlobAsync(blob.Name);

        await Assert.ThrowsAsync<StorageCorruptException>(
            async () => await _log.ReadFrameAsync(new FrameNumber(1), None));
    }

    private static FrameRange Range(long first, long last) => new(new FrameNumber(first), new FrameNumber(last));

    private async Task<int> BlobsAsync()
    {
        var count = 0;
        await foreach (var blob in _container.GetBlobsAsync())
            count++;
        return count;
    }
}
