using QueueService.Replication.Loop;
using QueueService.Storage;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>Follows a counter in one process, and knows what it may be told.</summary>
internal sealed class CounterFollower(PartitionId counter, CounterArchive archive) : FrameFollower
{
    public PartitionId Counter => counter;

    /// <summary>The last frame that it has heard of.</summary>
    public FrameNumber Last { get; private set; }

    public override void Advanced(FrameNumber last)
    {
        if (last < Last)
            archive.Violations.Add($"A follower of {counter} is told of frame {last} after {Last}.");
        if (last > archive.Counters[counter].State.LastFrame)
            archive.Violations.Add($"A follower of {counter} is told of frame {last} before it is durable.");
        Last = last;
    }

    public override void Closed() => archive.Violations.Add($"A follower is told that {counter} is closed.");
}
