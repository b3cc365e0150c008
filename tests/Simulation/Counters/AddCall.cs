using QueueService.Storage;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>A token that a client wanted to add.</summary>
internal sealed class AddCall(PartitionId counter, long caller)
{
    public PartitionId Counter { get; } = counter;

    public long Caller { get; } = caller;

    public required Timestamp Began { get; init; }

    public Timestamp Ended { get; set; }

    /// <summary>What the client was told; unknown until then.</summary>
    public Verdict Verdict { get; set; } = Verdict.Unknown;
}
