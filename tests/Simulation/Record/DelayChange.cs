using QueueService.Queues;
using QueueService.Tests.Simulation.Scenarios;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Record;

/// <summary>A call to give a queue another delay.</summary>
internal sealed record DelayChange(QueuePlan Queue, TimeSpan Delay, Timestamp Began)
{
    /// <summary>Null while the call is under way.</summary>
    public Answer<QueueInfo>? Answer { get; set; }

    /// <summary>False only if the service said that nothing was changed.</summary>
    public bool MayBeDone => Answer is not { Verdict: Verdict.Refused };

    public bool IsDone => Answer is { Verdict: Verdict.Answered };

    /// <summary>
    /// True if every message sees the other from a moment on: it was asked for after this one had been answered. A call
    /// without an answer may be carried out at any time.
    /// </summary>
    public bool IsReplacedBy(DelayChange other, Timestamp before) => IsDone && other.IsDone && other.Queue == Queue
        && other.Began >= Answer!.Ended && other.Answer!.Ended <= before;
}
