using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Exchanges.Events;

/// <summary>Copies that set out to one partition of a queue.</summary>
/// <param name="First">The transfer number of the first one.</param>
/// <param name="Runs">Which messages of the event, in ascending order.</param>
internal sealed record Departure(PartitionId Destination, TransferNumber First, MessageRun[] Runs)
{
    /// <summary>How many copies there are.</summary>
    public int Count => Runs.Sum(run => run.Count);
}
