using QueueService.Partitions.Codec;
using QueueService.Replication;
using QueueService.Storage;

namespace QueueService.Partitions.Machine;

/// <summary>A look at a partition of a queue that nobody has open here: one read, no replay.</summary>
internal static class QueueGlance
{
    /// <summary>What stands beside the head of its log; null if there is no log.</summary>
    public static async Task<QueueNote?> ReadAsync(
        IStore store, PartitionId partition, CancellationToken cancellationToken) =>
        await HeadGlance.ReadAsync(store, partition, cancellationToken) is { } head
            ? QueueNoteCodec.Decode(head.Note.Span)
            : null;
}
