using QueueService.Tests.Simulation.Scenarios;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Record;

/// <summary>A call that changes a message, or replays it, or both.</summary>
/// <param name="Queue">Where the message was seen.</param>
/// <param name="Version">As what it was seen.</param>
/// <param name="Body">Its new body; null leaves it as it is.</param>
internal sealed record EditCall(QueuePlan Queue, string Version, string? Body, bool Replays, Timestamp Began)
{
    /// <summary>Null while the call is under way.</summary>
    public Answer<bool>? Answer { get; set; }

    public bool IsDone => Answer is { Verdict: Verdict.Answered };
}
