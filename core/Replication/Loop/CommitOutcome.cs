using QueueService.Storage;

namespace QueueService.Replication.Loop;

/// <summary>The outcome of a commit.</summary>
/// <param name="Head">When committed: the head that names this commit.</param>
/// <param name="Refusal">When refused: what to tell those who wait.</param>
internal sealed record CommitOutcome(CommitStatus Status, LogHead? Head = null, BrokerException? Refusal = null)
{
    /// <summary>True if the store did not say at once what became of the frame.</summary>
    public bool WasInDoubt { get; init; }
}
