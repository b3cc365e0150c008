using QueueService.Queues.Messages;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Record;

/// <summary>What a client did with a message that it had received.</summary>
/// <param name="Time">The new visibility timeout, or the delay of a release.</param>
/// <param name="Detail">What the client said of the message.</param>
internal sealed record ReceiptCall(ReceiptKind Kind, TimeSpan Time, Timestamp Began, Timestamp Clock, string? Detail = null)
{
    /// <summary>Null while the call is under way.</summary>
    public Answer<ReceiptStatus>? Answer { get; set; }

    public bool IsDone => Answer is { Verdict: Verdict.Answered, Value: ReceiptStatus.Done };

    public bool MayBeDone => IsDone || IsUncertain;

    public bool IsUncertain => Answer is null or { Verdict: Verdict.Unknown };

    /// <summary>The earliest time at which it lets the message be received again, by the clock of the partition.</summary>
    public Timestamp Earliest => Clock + Time;
}
