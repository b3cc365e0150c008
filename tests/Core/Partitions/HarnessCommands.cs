using System.Text;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Messages;
using QueueService.Queues.Messages;

namespace QueueService.Tests.Core.Partitions;

/// <summary>Short forms of the commands for tests.</summary>
internal static class HarnessCommands
{
    public static SendCommand Sending(string queue, params NewMessage[] messages) =>
        new([.. messages.Select((message, n) => SendItems.Of(QueueName.Parse(queue), message, n))]);

    public static NewMessage Message(string body, string? group = null, string? id = null, double? delay = null) =>
        new()
    {
        Body = Encoding.UTF8.GetBytes(body),
        IsText = true,
        GroupId = group,
        DeduplicationId = id,
        Delay = delay is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
    };

    public static SentItem[] Send(this PartitionHarness harness, params string[] bodies) =>
        harness.Do(Sending("q", [.. bodies.Select(body => Message(body))]));

    /// <summary>Sends to a FIFO queue: <c>group:body</c>, each with a deduplication id of its own.</summary>
    public static void SendFifo(this PartitionHarness harness, params string[] messages)
    {
        foreach (string text in messages)
        {
            string[] parts = text.Split(':');
            string id = $"{text}-{harness.State.NextSequence.Value}";
            harness.Do(Sending("q.fifo", Message(parts[1], parts[0], id)));
        }
    }

    public static ReceiveCommand Receiving(int max = 10, double? timeout = null) =>
        new(max, timeout is { } seconds ? TimeSpan.FromSeconds(seconds) : null, null, CancellationToken.None);

    public static IReadOnlyList<Delivery> Receive(
        this PartitionHarness harness, int max = 10, double? timeout = null) =>
        harness.Do(Receiving(max, timeout));

    /// <summary>The numbers of the messages that a receive brings.</summary>
    public static long[] ReceiveNumbers(this PartitionHarness harness, int max = 10, double? timeout = null) =>
        [.. harness.Receive(max, timeout).Select(delivery => delivery.Sequence.Value)];

    public static Receipt Receipt(this Delivery delivery) => new(delivery.Sequence, delivery.ReceiveCount);

    public static bool Acknowledge(this PartitionHarness harness, Delivery delivery) =>
        harness.Do(new AcknowledgeCommand([delivery.Receipt()]))[0] == ReceiptHold.Held;

    public static bool Extend(this PartitionHarness harness, Delivery delivery, double seconds) =>
        harness.Do(new ExtendCommand([delivery.Receipt()], [TimeSpan.FromSeconds(seconds)]))[0] == ReceiptHold.Held;

    public static bool Release(this PartitionHarness harness, Delivery delivery, double seconds = 0) =>
        harness.Do(new ReleaseCommand([delivery.Receipt()], TimeSpan.FromSeconds(seconds)))[0] == ReceiptHold.Held;
}
