namespace QueueService.Tests.Chaos.Endurance;

/// <summary>What a long run without faults is like.</summary>
internal sealed record EnduranceOptions
{
    public const string Azurite = "azurite";
    public const string Disk = "local";

    private static readonly Option<EnduranceOptions>[] All =
    [
        Option<EnduranceOptions>.Number(
            "--minutes", "how long (60)", (options, n) => options with { Length = TimeSpan.FromMinutes(n) }),
        Option<EnduranceOptions>.Number(
            "--rate", "messages of 1 KiB a second (500)", (options, n) => options with { Rate = n }),
        Option<EnduranceOptions>.Word(
            "--storage", "where the service keeps them (azurite)", (options, word) => options with { Storage = word }, Azurite, Disk),
        Option<EnduranceOptions>.Word(
            "--output", "the folder for figures and chart (.)", (options, word) => options with { Output = word }),
    ];

    public TimeSpan Length { get; init; } = TimeSpan.FromMinutes(60);

    public int Rate { get; init; } = 500;

    public string Storage { get; init; } = Azurite;

    public string Output { get; init; } = ".";

    public TimeSpan SamplePeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The program; null to publish it first.</summary>
    public string? Program { get; init; }

    /// <summary>Throws <see cref="ArgumentException"/> with what is wrong and what there is.</summary>
    public static EnduranceOptions Parse(IReadOnlyList<string> arguments) =>
        Option<EnduranceOptions>.Parse(new EnduranceOptions(), arguments, All);
}
