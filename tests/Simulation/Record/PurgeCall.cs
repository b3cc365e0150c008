using QueueService.Tests.Simulation.Scenarios;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Record;

/// <summary>A call to empty a queue.</summary>
internal sealed record PurgeCall(QueuePlan Queue, Timestamp Began)
{
    /// <summary>Null while the call is under way.</summary>
    public Answer<bool>? Answer { get; set; }

    /// <summary>False only if the service said that nothing was changed.</summary>
    public bool MayBeDone => Answer is not { Verdict: Verdict.Refused };
}
