using QueueService.Replication.Snapshots;
using QueueService.Storage;

namespace QueueService.Replication.Loop;

/// <content>What other processes have appended.</content>
internal sealed partial class PartitionLoop
{
    /// <summary>Goes on to the end of the log, which must have moved.</summary>
    private async Task FollowAsync()
    {
        FrameNumber before = _replica!.Machine.LastFrame;
        await CatchUpAsync();
        if (_replica!.Machine.LastFrame == before)
        {
            throw new StorageCorruptException(
                $"Partition {_partition.Id} lacks frames that what was decided builds upon.");
        }
    }

    private Task CatchUpAsync() => CatchUpAsync(null);

    private async Task CatchUpAsync(Contest? contest)
    {
        if (_replica is not null && await _replica.CatchUpAsync(CancellationToken.None, contest))
            return;
        _replica = null;
        _replica = await OpenReplicaAsync(contest);
    }

    private async Task<Replica> OpenReplicaAsync(Contest? contest)
    {
        long begin = _turns.Begin();
        IBlobStore blobs = _services.Store.Blobs;
        Replica replica = await Replica.OpenAsync(_partition, blobs, CancellationToken.None, contest);
        _turns.Replayed(begin, replica.ReplayFrames);

        // A snapshot is of frames that were durable. Where others write it may be newer than what was read of the log.
        if (_services.Store.HasOtherWriters)
            return replica;
        PartitionId id = _partition.Id;
        await foreach (BlobInfo snapshot in blobs.ListAsync(SnapshotReference.Folder(id), CancellationToken.None))
        {
            if (SnapshotReference.FrameOf(id, snapshot.Name) > replica.Head.Last)
            {
                throw new StorageCorruptException(
                    $"The log of partition {id} ends with frame {replica.Head.Last}, before its snapshot "
                    + $"{snapshot.Name}. A part of it is lost.");
            }
        }

        return replica;
    }
}
