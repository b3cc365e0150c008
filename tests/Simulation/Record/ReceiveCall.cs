using QueueService.Tests.Simulation.Scenarios;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Record;

/// <summary>One receive.</summary>
/// <param name="VisibilityTimeout">What the call asked for, or what the queue has.</param>
internal sealed record ReceiveCall(QueuePlan Queue, int MaxMessages, TimeSpan Wait, TimeSpan VisibilityTimeout)
{
    public Timestamp Began { get; init; }

    /// <summary>Null while the call is under way.</summary>
    public Answer<int>? Answer { get; set; }

    public List<DeliveredMessage> Deliveries { get; } = [];

    /// <summary>True if the client was not told what it received.</summary>
    public bool IsUncertain => Answer is null or { Verdict: not Verdict.Answered };

    /// <summary>
    /// True if messages may have been delivered that nobody saw: also where one partition has answered and another may
    /// not have.
    /// </summary>
    public bool MayBeIncomplete => IsUncertain || (Answer!.Value > 0 && Answer.Value < MaxMessages);
}
