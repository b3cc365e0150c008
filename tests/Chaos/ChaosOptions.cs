using System.Globalization;

namespace QueueService.Tests.Chaos;

/// <summary>What a run is like.</summary>
internal sealed record ChaosOptions
{
    private static readonly (string Name, string Help, Func<ChaosOptions, int, ChaosOptions> Set)[] All =
    [
        ("--minutes", "how long faults happen (30)", (options, n) => options with { Length = TimeSpan.FromMinutes(n) }),
        ("--seconds", "the same in seconds", (options, n) => options with { Length = TimeSpan.FromSeconds(n) }),
        ("--instances", "processes of the service (3)", (options, n) => options with { Instances = n }),
        ("--kills-per-minute", "over all instances (10)", (options, n) => options with { KillsPerMinute = n }),
        ("--producers", "clients that send (4)", (options, n) => options with { Producers = n }),
        ("--consumers", "clients that receive (6)", (options, n) => options with { Consumers = n }),
        ("--seed", "of what the clients and the network draw (1)", (options, n) => options with { Seed = n }),
    ];

    public TimeSpan Length { get; init; } = TimeSpan.FromMinutes(30);

    public int Instances { get; init; } = 3;

    public int KillsPerMinute { get; init; } = 10;

    public int Producers { get; init; } = 4;

    public int Consumers { get; init; } = 6;

    public int Seed { get; init; } = 1;

    /// <summary>The longest that a producer waits between two sends.</summary>
    public int SendPauseMilliseconds { get; init; } = 600;

    /// <summary>The program; null to publish it first.</summary>
    public string? Program { get; init; }

    public static string Help => string.Join('\n', All.Select(option => $"  {option.Name} N  {option.Help}"));

    /// <summary>Reads a command line; throws <see cref="ArgumentException"/> with what is wrong and what there is.</summary>
    public static ChaosOptions Parse(IReadOnlyList<string> arguments)
    {
        ChaosOptions options = new();
        for (int n = 0; n < arguments.Count; n += 2)
        {
            string name = arguments[n];
            int index = Array.FindIndex(All, option => string.Equals(option.Name, name, StringComparison.Ordinal));
            if (index < 0)
                throw new ArgumentException($"There is no option '{name}'. There are:\n{Help}", nameof(arguments));
            if (n + 1 == arguments.Count
                || !int.TryParse(arguments[n + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int value)
                || value < 1)
                throw new ArgumentException($"{name} takes a whole number from 1 on.", nameof(arguments));
            options = All[index].Set(options, value);
        }

        return options;
    }
}
