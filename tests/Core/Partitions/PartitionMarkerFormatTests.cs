using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Partitions;
using QueueService.Storage;
using QueueService.Storage.Memory;
using QueueService.Tests.Core.Formats;

namespace QueueService.Tests.Core.Partitions;

/// <summary>The time in milliseconds, eight bytes little-endian, and the name of the queue.</summary>
public sealed class PartitionMarkerFormatTests
{
    private const string Id = "00123456789abcde-05";
    private const string Pinned = "00a8da769b010000" + "712e6669666f";

    private readonly FakeTime _time = new();

    private readonly MemoryStore _store = new(new MemoryDisk(TimeProvider.System), new MemoryStoreOptions());

    private PartitionMarkers Markers => new(_store, "leaving", TimeSpan.FromMinutes(1), _time, NullLogger.Instance);

    [Fact]
    public async Task Mark_WhenPinned_WritesTheSameBytes()
    {
        await Markers.MarkAsync(FormatSamples.Partition, "q.fifo");
        Document? stored = await _store.Documents.GetAsync("leaving", Id, CancellationToken.None);
        Assert.Equal(Pinned, Hex.Of(stored!.Content));
    }

    [Fact]
    public async Task List_WhenPinned_GivesWhatWasWritten()
    {
        await _store.Documents.CreateAsync("leaving", Id, Hex.Bytes(Pinned), CancellationToken.None);
        await foreach (PartitionMarker marker in Markers.ListAsync(CancellationToken.None))
            Assert.Equal(new PartitionMarker(FormatSamples.Partition, "q.fifo", false), marker);
        _time.Advance(TimeSpan.FromMinutes(2));
        await foreach (PartitionMarker marker in Markers.ListAsync(CancellationToken.None))
            Assert.True(marker.IsOld);
    }
}
