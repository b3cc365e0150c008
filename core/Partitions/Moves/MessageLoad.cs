using QueueService.Partitions.Commands;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Partitions.Moves;

/// <summary>Messages with their contents, on their way to another partition.</summary>
internal sealed class MessageLoad(
    PartitionRegistry partitions, PartitionId source, OutboxBatch batch, IReadOnlyList<Arrival> arrivals) : TransferLoad
{
    public override int Count => arrivals.Count;

    public override async Task<FrameNumber?> ArriveAsync(FrameNumber seen)
    {
        ArriveCommand arrive = new(source, batch.First, arrivals, seen);
        return await partitions.SendAsync(batch.Destination, arrive) ? null : arrive.SeenFrame;
    }
}
