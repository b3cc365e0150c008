using Microsoft.Extensions.Logging;
using QueueService.Replication.Loop;
using QueueService.Storage;

namespace QueueService.Replication.Snapshots;

/// <summary>Takes a snapshot of a replica, writes it beside the loop, and tells how that went.</summary>
internal sealed partial class SnapshotUpload(Partition partition, PartitionServices services)
{
    private readonly SnapshotMeter _meter = new(services.Time, partition.Noun);

    /// <summary>
    /// The snapshot of this moment, once it is stored; null if it could not be. All that is done before the call
    /// returns is to take it.
    /// </summary>
    public async Task<WrittenSnapshot?> WriteAsync(Replica replica, CancellationToken stopping)
    {
        long begin = _meter.Begin();
        SnapshotReference reference = new(replica.Machine.LastFrame, services.Random.NextUInt128());
        SnapshotWriter writer = replica.Machine.Capture(
            new SnapshotTask(reference, replica.Mark(), replica.Snapshot));
        try
        {
            await Task.Yield();
            WrittenSnapshot written = await writer.WriteAsync(stopping);
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
            _meter.Fail();
            LogNotStored(services.Logger, partition.Id, exception.Message);
        }
        catch (Exception fault)
        {
            _meter.Fail();
            LogFailed(services.Logger, partition.Id, fault);
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
        if (await HeadGlance.ReadAsync(services.Store, partition.Id, CancellationToken.None) is not null)
            return false;
        foreach (string blob in written.BlobNames(partition.Id))
            await services.Store.Blobs.DeleteAsync(blob, CancellationToken.None);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "A snapshot of partition {Partition} could not be stored; later again: {Reason}")]
    private static partial void LogNotStored(ILogger logger, PartitionId partition, string reason);

    [LoggerMessage(LogLevel.Error, "The writing of a snapshot of partition {Partition} was ended by a fault")]
    private static partial void LogFailed(ILogger logger, PartitionId partition, Exception fault);
}
