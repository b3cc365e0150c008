using QueueService.Partitions.Commands;
using QueueService.Queues.Messages;
using QueueService.Storage;

namespace QueueService.Tests.Simulation.Record;

/// <summary>One message of one receive, as the client got it.</summary>
internal sealed class DeliveredMessage(
    ReceiveCall call, int index, MessageView view, SentMessage? message, PartitionId partition, Receipt receipt)
{
    public ReceiveCall Call { get; } = call;

    /// <summary>Which one of the answer it is.</summary>
    public int Index { get; } = index;

    public MessageView View { get; } = view;

    /// <summary>The attempt to send that it comes from; null if there was none.</summary>
    public SentMessage? Message { get; } = message;

    public PartitionId Partition { get; } = partition;

    public long Sequence { get; } = receipt.Message.Value;

    public int Count { get; } = receipt.ReceiveCount;

    public Timestamp VisibleUntil { get; } = Timestamp.From(view.VisibleUntil!.Value);

    /// <summary>When the delivery was decided, by the clock of the partition.</summary>
    public Timestamp At => VisibleUntil + -Call.VisibilityTimeout;

    /// <summary>What the client did with it since, in order.</summary>
    public List<ReceiptCall> Calls { get; } = [];

    /// <summary>True if the service said that the message is gone for good.</summary>
    public bool IsAcknowledged => Calls.Exists(call => call.IsDone && call.Kind == ReceiptKind.Acknowledge);

    /// <summary>True if the service said that it has left for the dead-letter queue.</summary>
    public bool IsRejected => Calls.Exists(call => call.IsDone && call.Kind == ReceiptKind.Reject);

    /// <summary>True if it may have been taken out by its client.</summary>
    public bool MayBeAcknowledged => Calls.Exists(call => call.MayBeDone && call.Kind == ReceiptKind.Acknowledge);

    public override string ToString() =>
        $"{Message?.ToString() ?? "an unknown message"} (number {Sequence} of {Partition}, receive {Count})";
}
