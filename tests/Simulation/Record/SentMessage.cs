using QueueService.Queues.Messages;
using QueueService.Tests.Simulation.Scenarios;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Record;

/// <summary>One message of one attempt to send. Every attempt has a body of its own.</summary>
internal sealed class SentMessage(QueuePlan queue, string body, string? group, string? deduplicationId, TimeSpan? delay)
{
    public QueuePlan Queue { get; } = queue;

    public string Body { get; } = body;

    public string? Group { get; } = group;

    public string? DeduplicationId { get; } = deduplicationId;

    public TimeSpan? Delay { get; } = delay;

    public Timestamp Began { get; set; }

    /// <summary>Null while the call is under way.</summary>
    public Answer<SendResult>? Answer { get; set; }

    public List<DeliveredMessage> Deliveries { get; } = [];

    public List<EditCall> Edits { get; } = [];

    public List<DeleteCall> Deletions { get; } = [];

    /// <summary>True if it may have been taken out by an operator.</summary>
    public bool MayBeDeleted => Deletions.Exists(deletion => deletion.MayBeDone);

    /// <summary>True if a consumer may have sent it to the dead-letter queue.</summary>
    public bool MayBeRejected => Deliveries.Exists(
        delivery => delivery.Calls.Exists(call => call is { Kind: ReceiptKind.Reject, MayBeDone: true }));

    /// <summary>True if the service said that this very copy is stored.</summary>
    public bool IsConfirmed => Answer is { Verdict: Verdict.Answered, Value.Deduplicated: false };

    /// <summary>Large bodies are padded behind a space.</summary>
    public override string ToString() => $"'{Body.Split(' ')[0]}{(Body.EndsWith('\'') && Body.Contains(' ') ? "'" : "")}'";
}
