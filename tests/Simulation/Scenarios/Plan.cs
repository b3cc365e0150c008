using QueueService.Storage.Memory;
using QueueService.Tests.Simulation.Faults;
using QueueService.Tests.Simulation.World;

namespace QueueService.Tests.Simulation.Scenarios;

/// <summary>What a seed stands for.</summary>
internal sealed record Plan
{
    public required int Instances { get; init; }

    public required int Producers { get; init; }

    public required int Consumers { get; init; }

    /// <summary>How many calls each producer makes.</summary>
    public required int Sends { get; init; }

    /// <summary>How long the consumers work before all is made well and drained.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>The longest that a producer waits between two sends.</summary>
    public required TimeSpan SendPause { get; init; }

    /// <summary>The longest that a consumer waits between two calls.</summary>
    public required TimeSpan WorkPause { get; init; }

    public required IReadOnlyList<QueuePlan> Queues { get; init; }

    public required FaultPlan Faults { get; init; }

    public required MemoryStoreOptions Store { get; init; }

    public required MemoryLimits Memory { get; init; }

    public static Plan Draw(SeededRandom random) => new()
    {
        Instances = random.Between(1, 3),
        Producers = random.Between(1, 3),
        Consumers = random.Between(1, 3),
        Sends = random.Between(2, 12),
        Length = TimeSpan.FromSeconds(random.Pick([10, 20, 40])),
        SendPause = TimeSpan.FromMilliseconds(random.Pick([10, 500, 3000])),
        WorkPause = TimeSpan.FromMilliseconds(random.Pick([100, 1000, 3000])),
        Queues = QueuePlan.Draw(random),
        Faults = FaultPlan.Draw(random),
        Store = new MemoryStoreOptions
        {
            InlineFrameBytes = random.Pick([0, 400, Limits.MaxInlineFrameBytes]),
            FramesPerPage = random.Pick([1, 3, 100]),
        },
        Memory = new MemoryLimits
        {
            FrameCacheBytes = random.Pick([0, 2000, Limits.FrameCacheBytes]),
            MaxReplayBytes = random.Pick([100, 1000, 1024 * 1024]),
            MaxReplayBytesAtRest = random.Pick([50, 16 * 1024]),
            ReleaseAtRest = false,
        },
    };
}
