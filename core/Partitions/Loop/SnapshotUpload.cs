using Microsoft.Extensions.Logging;
using QueueService.Features;
using QueueService.Partitions.State;
using QueueService.Storage;

namespace QueueService.Partitions.Loop;

/// <summary>Takes a snapshot of a replica, writes it beside the loop, and tells how that went.</summary>
internal sealed partial class SnapshotUpload(PartitionId id, PartitionServices services)
{
    /// <summary>
    /// How much smaller a part is than what is stored in one piece: the manifest of a snapshot has up to a part's bytes
    /// of each kind.
    /// </summary>
    private const int PartsPerPiece = 8;

    private readonly SnapshotMeter _meter = new(services.Time);

    /// <summary>
    /// The snapshot of this moment, once it is stored; null if it could not be. All that is done before the call
    /// returns is to take it.
    /// </summary>
    public async Task<WrittenSnapshot?> WriteAsync(Replica replica, CancellationToken stopping)
    {
        long begin = _meter.Begin();
        SnapshotReference reference = new(replica.State.LastFrame, services.Random.NextUInt128());
        PartitionCapture capture = replica.State.Capture();
        SnapshotWriter writer = new(
            id, services.Store.Blobs, reference, capture, replica.Mark(), replica.Snapshot);
        try
        {
            await Task.Yield();
            int limit = services.Memory.MaxSnapshotPartBytes;

            // That of one piece, which every version can read, does not tell the groups of unread messages.
            bool isInParts = services.Features.Level >= FeatureLevel.Two
                && (LengthBound(capture.State) > limit / 2
                    || capture.State is { Queue.IsFifo: true, Unread.Count: > 0 });
            WrittenSnapshot written = isInParts
                ? await writer.WritePartsAsync(limit / PartsPerPiece, stopping)
                : await writer.WritePieceAsync(stopping);
            if (!await IsGoneAsync(written))
            {
                _meter.End(begin, written);
                return written;
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The process stops; the next one begins anew, and the snapshot after that deletes what was stored.
        }
        catch (StorageUnavailableException exception)
        {
            SnapshotMeter.Fail();
            LogNotStored(services.Logger, id, exception.Message);
        }
        catch (Exception fault)
        {
            SnapshotMeter.Fail();
            LogFailed(services.Logger, id, fault);
            throw;
        }

        return null;
    }

    /// <summary>
    /// True, and the snapshot is deleted, if the partition was deleted meanwhile. That deletes its log first and then
    /// its snapshots, so this one is seen by one of the two.
    /// </summary>
    private async Task<bool> IsGoneAsync(WrittenSnapshot written)
    {
        if (await HeadGlance.ReadAsync(services.Store, id, CancellationToken.None) is not null)
            return false;
        foreach (string blob in written.BlobNames(id))
            await services.Store.Blobs.DeleteAsync(blob, CancellationToken.None);
        return true;
    }

    /// <summary>More bytes than the messages, ids and transfers of a state can take in a snapshot.</summary>
    private static long LengthBound(PartitionSnapshot state) =>
        (60L * state.Unread.Count) + (200L * state.Touched.Count) + (31L * state.Deduplication.Count)
        + (18L * state.Inbox.Count) + state.Outboxes.Sum(outbox => 32 + (9L * outbox.Pending.Count))
        + state.Attempts.Sum(attempt => 32 + (9L * attempt.Messages.Length));

    [LoggerMessage(LogLevel.Warning, "A snapshot of partition {Partition} could not be stored; later again: {Reason}")]
    private static partial void LogNotStored(ILogger logger, PartitionId partition, string reason);

    [LoggerMessage(LogLevel.Error, "The writing of a snapshot of partition {Partition} was ended by a fault")]
    private static partial void LogFailed(ILogger logger, PartitionId partition, Exception fault);
}
