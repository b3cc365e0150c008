using QueueService.Partitions.Messages;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Record;

/// <summary>A call that deletes one message.</summary>
internal sealed record DeleteCall
{
    /// <summary>Null while the call is under way.</summary>
    public Answer<DeleteStatus>? Answer { get; set; }

    public bool IsDone => Answer is { Verdict: Verdict.Answered, Value: DeleteStatus.Deleted };

    public bool MayBeDone => IsDone || Answer is null or { Verdict: Verdict.Unknown };
}
