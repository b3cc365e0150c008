namespace QueueService.Tests.Chaos;

/// <summary>What a run with faults is like.</summary>
internal sealed record ChaosOptions
{
    /// <summary>How long clients may take to finish their last calls, and the queues to be drained.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly Option<ChaosOptions>[] Common =
    [
        Option<ChaosOptions>.Number(
            "--minutes", "how long faults happen (30)", (options, n) => options with { Length = TimeSpan.FromMinutes(n) }),
        Option<ChaosOptions>.Number(
            "--seconds", "the same in seconds", (options, n) => options with { Length = TimeSpan.FromSeconds(n) }),
        Option<ChaosOptions>.Number(
            "--kills-per-minute", "over all instances (10)", (options, n) => options with { KillsPerMinute = n }),
        Option<ChaosOptions>.Number(
            "--producers", "clients that send (4)", (options, n) => options with { Producers = n }),
        Option<ChaosOptions>.Number(
            "--consumers", "clients that receive (6, on disk 30)", (options, n) => options with { Consumers = n }),
        Option<ChaosOptions>.Number(
            "--seed", "of what clients and faults draw (1)", (options, n) => options with { Seed = n }),
    ];

    private static readonly Option<ChaosOptions>[] OfAzure =
    [
        .. Common,
        Option<ChaosOptions>.Number(
            "--instances", "processes of the service (3)", (options, n) => options with { Instances = n }),
    ];

    public TimeSpan Length { get; init; } = TimeSpan.FromMinutes(30);

    public int Instances { get; init; } = 3;

    public int KillsPerMinute { get; init; } = 10;

    public int Producers { get; init; } = 4;

    public int Consumers { get; init; } = 6;

    public int Seed { get; init; } = 1;

    /// <summary>False if processes are killed, and nothing else happens.</summary>
    public bool NetworkFails { get; init; } = true;

    /// <summary>The longest that a producer waits between two sends.</summary>
    public int SendPauseMilliseconds { get; init; } = 600;

    /// <summary>The letters of the largest message: several in a batch do not fit into a row of a table.</summary>
    public int LargestPadding { get; init; } = 48 * 1024;

    /// <summary>The program; null to publish it first.</summary>
    public string? Program { get; init; }

    /// <summary>Options of a run on the storage emulator; throws <see cref="ArgumentException"/>.</summary>
    public static ChaosOptions ParseAzure(IReadOnlyList<string> arguments) =>
        Option<ChaosOptions>.Parse(new ChaosOptions(), arguments, OfAzure);

    /// <summary>Options of a run on disk, which is faster; throws <see cref="ArgumentException"/>.</summary>
    public static ChaosOptions ParseLocal(IReadOnlyList<string> arguments) => Option<ChaosOptions>.Parse(
        new ChaosOptions { SendPauseMilliseconds = 150, Consumers = 30 }, arguments, Common);

    /// <summary>What one of the parts of a run draws from.</summary>
    public int SeedOf(int number, int kind) => (Seed * 1_000) + (number * 10) + kind;
}
