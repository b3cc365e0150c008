using QueueService.Tests.Simulation.World;

namespace QueueService.Tests.Simulation.Faults;

/// <summary>
/// Which faults a run has, and how often. Each seed switches on a random few of them (swarm testing): what never meets
/// when everything happens a little meets when two things happen a lot.
/// </summary>
internal sealed record FaultPlan
{
    /// <summary>The longest way to the store and back when all is well.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.FromMilliseconds(4);

    /// <summary>Done, but the answer is lost.</summary>
    public double LostAnswer { get; init; }

    /// <summary>Not done, and no answer.</summary>
    public double LostRequest { get; init; }

    /// <summary>No answer in time; done later.</summary>
    public double LateArrival { get; init; }

    /// <summary>A write is done twice, some time apart, and the answer is the second one.</summary>
    public double Repeated { get; init; }

    public double Throttled { get; init; }

    public double Full { get; init; }

    /// <summary>Another process appends a frame just before.</summary>
    public double Rival { get; init; }

    /// <summary>A call takes seconds.</summary>
    public double Slow { get; init; }

    /// <summary>The process ends just before or just after the store does its work.</summary>
    public double CrashAtCall { get; init; }

    /// <summary>The client never hears the answer of the service.</summary>
    public double LostReply { get; init; }

    /// <summary>From one crash or pause to the next; null: none.</summary>
    public TimeSpan? Incidents { get; init; }

    /// <summary>The longest that a process is suspended.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Clocks are wrong by at most this much, to either side, unless they are far off.</summary>
    public TimeSpan Skew { get; init; }

    /// <summary>A clock that is set, or that a process starts with, is far off for a while: by minutes to hours.</summary>
    public double FarClock { get; init; }

    public static FaultPlan Draw(SeededRandom random) => new()
    {
        Latency = random.Between(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(random.Pick([2, 5, 40]))),
        LostAnswer = Rate(random),
        LostRequest = Rate(random),
        LateArrival = Rate(random),
        Repeated = Rate(random),
        Throttled = Rate(random),
        Full = Rate(random) / 2,
        Rival = Rate(random),
        Slow = Rate(random),
        CrashAtCall = random.Chance(0.3) ? 0.01 : 0,
        LostReply = Rate(random),
        Incidents = random.Chance(0.5) ? random.Between(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(20)) : null,
        LongestPause = TimeSpan.FromSeconds(random.Pick([1, 5, 40])),
        Skew = random.Chance(0.5) ? random.Between(TimeSpan.Zero, TimeSpan.FromSeconds(5)) : TimeSpan.Zero,
        FarClock = random.Chance(0.2) ? 0.4 : 0,
    };

    private static double Rate(SeededRandom random) => random.Chance(0.35) ? random.Pick([0.01, 0.05, 0.2]) : 0;
}
