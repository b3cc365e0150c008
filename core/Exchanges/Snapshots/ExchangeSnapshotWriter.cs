using QueueService.Exchanges.Machine;
using QueueService.Replication.Snapshots;
using QueueService.Storage;

namespace QueueService.Exchanges.Snapshots;

/// <summary>Writes the snapshot of an exchange, in one piece.</summary>
internal sealed class ExchangeSnapshotWriter(ExchangePartition partition, SnapshotTask task, ExchangeCapture capture)
    : SnapshotWriter
{
    public override async Task<WrittenSnapshot> WriteAsync(CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> bytes = ExchangeSnapshotCodec.Encode(capture);
        await partition.Store.Blobs.PutAsync(task.Reference.BlobName(partition.Id), bytes, cancellationToken);
        return new WrittenSnapshot(task.Reference, [], Kept(), bytes.Length)
        {
            Taken = task.Taken,
            Behind = task.Behind,
        };
    }

    private List<FrameRange> Kept()
    {
        List<FrameRange> kept = [];
        foreach ((FrameNumber frame, _) in capture.Pending)
        {
            if (kept is [.., { } last] && last.Last.Next == frame)
                kept[^1] = last with { Last = frame };
            else
                kept.Add(new FrameRange(frame, frame));
        }

        return kept;
    }
}
