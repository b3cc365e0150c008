using QueueService.Storage;
using QueueService.Tests.Simulation.Record;
using QueueService.Tests.Simulation.Scenarios;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Checks;

/// <summary>One message in one partition, and its deliveries from there by receive count.</summary>
internal sealed record Stay(PartitionId Partition, long Sequence, IReadOnlyList<DeliveredMessage> Deliveries)
{
    public QueuePlan Queue => Deliveries[0].Call.Queue;

    public SentMessage? Message => Deliveries[0].Message;

    /// <summary>True if the message was sent to this queue, not moved here as a dead letter.</summary>
    public bool IsHome => Message?.Queue == Queue;

    /// <summary>
    /// True if it was also delivered to nobody. An answer that comes late leaves out what has been acknowledged since.
    /// Where it was sent to, a message is counted from 1; elsewhere it brings a count along.
    /// </summary>
    public bool HasUnseen => Deliveries[^1].Count - (IsHome ? 1 : Deliveries[0].Count) >= Deliveries.Count;

    /// <summary>True of an answer that had room for it and came after it was acknowledged.</summary>
    public bool MayBeLeftOutBy(ReceiveCall call) => call.Answer is { Verdict: Verdict.Answered } answer
        && answer.Value < call.MaxMessages
        && Deliveries.Any(delivery => delivery.Calls.Exists(
            receipt => receipt.MayBeDone && receipt.Kind == ReceiptKind.Acknowledge && receipt.Began <= answer.Ended));

    public bool IsAcknowledged => Deliveries.Any(delivery => delivery.IsAcknowledged);
}
