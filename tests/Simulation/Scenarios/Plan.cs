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

    /// <summary>The longest that the operator waits between two calls; null: there is none.</summary>
    public TimeSpan? OperatorPause { get; init; }

    /// <summary>The longest between two closings of unused partitions; null: only housekeeping closes.</summary>
    public TimeSpan? ClosePause { get; init; }

    /// <summary>The longest that the editor waits between two calls; null: there is none.</summary>
    public TimeSpan? EditPause { get; init; }

    public bool Purges { get; init; }

    /// <summary>Partitions are added to standard queues, which lets duplicates pass.</summary>
    public bool RaisesPartitions { get; init; }

    /// <summary>Queues get other delays, which on a FIFO queue count for messages that are there.</summary>
    public bool ChangesDelays { get; init; }

    public required IReadOnlyList<QueuePlan> Queues { get; init; }

    /// <summary>A queue that is created and deleted again and again; null: none is.</summary>
    public QueuePlan? Founds { get; init; }

    public required FaultPlan Faults { get; init; }

    public required MemoryStoreOptions Store { get; init; }

    public required MemoryLimits Memory { get; init; }

    public static Plan Draw(SeededRandom random)
    {
        bool isCalm = random.Chance(0.1);
        bool isLong = random.Chance(0.08);
        Plan plan = Draw(random, isCalm ? new FaultPlan() : FaultPlan.Draw(random), isLong);
        plan = plan with
        {
            ClosePause = random.Chance(0.4) ? TimeSpan.FromMilliseconds(random.Pick([20, 500, 5000])) : null,
            Memory = plan.Memory with { CloseAfter = TimeSpan.FromSeconds(random.Pick([0, 3, 600])) },
        };
        plan = random.Chance(0.25) ? plan.WithOneWriter(random) : plan;
        return plan with
        {
            EditPause = random.Chance(0.5) ? TimeSpan.FromSeconds(isLong ? 30 : random.Pick([0.3, 1, 4])) : null,
            ChangesDelays = random.Chance(0.3),
        };
    }

    /// <summary>
    /// As on a folder that belongs to one process: the next starts when the last has ended, nobody else appends, and
    /// nothing that was asked for is done after its process is gone.
    /// </summary>
    private Plan WithOneWriter(SeededRandom random) => this with
    {
        Instances = 1,

        // What would go wrong here does while a commit takes longer than a partition is closed and opened again.
        ClosePause = random.Chance(0.5) ? TimeSpan.FromMilliseconds(random.Pick([20, 500])) : ClosePause,
        Faults = Faults with { Rival = 0, LateArrival = 0, Repeated = 0, Slow = random.Pick([Faults.Slow, 0.05, 0.2]) },
        Store = Store with { HasOtherWriters = false },
    };

    /// <param name="isLong">Long enough for deduplication ids to be forgotten.</param>
    private static Plan Draw(SeededRandom random, FaultPlan faults, bool isLong) => new()
    {
        Instances = random.Between(1, 3),
        Producers = random.Between(1, 3),
        Consumers = random.Between(1, 3),
        Sends = random.Between(2, 12),
        Length = TimeSpan.FromSeconds(isLong ? random.Between(350, 700) : random.Pick([5, 10, 20, 40])),
        SendPause = TimeSpan.FromMilliseconds(isLong ? 120_000 : random.Pick([10, 500, 3000])),
        WorkPause = TimeSpan.FromMilliseconds(isLong ? 30_000 : random.Pick([100, 1000, 3000])),
        OperatorPause = random.Chance(0.5) ? TimeSpan.FromSeconds(isLong ? 60 : random.Pick([1, 4, 10])) : null,
        Purges = random.Chance(0.2),
        RaisesPartitions = random.Chance(0.2),
        Queues = QueuePlan.Draw(random),
        Founds = random.Chance(isLong ? 0.6 : 0.15) ? QueuePlan.DrawTransient(random) : null,
        Faults = faults,
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
            MaxUnneededBytes = random.Pick([60, 400, 64 * 1024 * 1024]),
            MaxUnneededBytesAtRest = random.Pick([30, 1024 * 1024]),
            MaxSnapshotPartBytes = random.Pick([100, 1000, 8 * 1024 * 1024]),
            ReleaseAtRest = false,
            Partition = random.Chance(0.5) ? PartitionLimits.Default : DrawTiny(random),
        },
    };

    /// <summary>Bounds that are met all the time.</summary>
    private static PartitionLimits DrawTiny(SeededRandom random) => new()
    {
        FrameEventBytes = random.Pick([60, 300, 2000]),
        FrameMessages = random.Pick([1, 3, 10]),
        FramePayloadBytes = random.Pick([1, 100, Limits.MaxFramePayloadBytes]),
        TransferMessages = random.Pick([1, 3, 100]),
        TransferBytes = random.Pick([1, 100, Limits.MaxTransferBytes]),
        InFlight = random.Pick([2, 5, Limits.MaxInFlight]),
        Loaded = random.Pick([1, 4, Limits.MaxLoaded]),
        GroupLookAhead = random.Pick([1, 3, Limits.GroupLookAhead]),
        FetchFrames = random.Pick([1, 2, Limits.MaxFetchFrames]),
        Delayed = random.Pick([2, PartitionLimits.Default.Delayed]),
        DeduplicationIds = random.Pick([3, PartitionLimits.Default.DeduplicationIds]),
        AnswerBytes = random.Pick([1, 100, PartitionLimits.Default.AnswerBytes]),
    };
}
