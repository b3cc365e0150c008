using System.Globalization;
using QueueService.Tests.Simulation.Mutations;

namespace QueueService.Tests.Simulation.CommandLine;

/// <summary>What the command line asks for.</summary>
internal sealed record Options
{
    public const string Usage = """
        Options:
          --seeds FIRST..LAST   runs these seeds (default 1..1000)
          --seed N              runs one seed
          --trace               tells the story of the seed; with --seed
          --digests             tells a digest of the story of each seed, to compare two engines by
          --jobs N              runs on N threads, 1..64 (default 1)
          --first               stops at the first seed with a violation
          --counters            runs counters in place of queues: what is below queues, by itself
          --routing             runs exchanges with queues behind them
          --mutation NAME       looks for the first seed that catches a deliberate fault; all: each of them
          --list                lists the deliberate faults
        Seeds are whole numbers from 1 to 9223372036854775807.
        """;

    public long First { get; private init; } = 1;

    public long Last { get; private init; } = 1000;

    public bool IsTraced { get; private init; }

    /// <summary>For each seed, a digest of its story is told.</summary>
    public bool HasDigests { get; private init; }

    /// <summary>Counters are run in place of queues.</summary>
    public bool IsOfCounters { get; private init; }

    /// <summary>Exchanges with queues behind them are run.</summary>
    public bool IsOfRouting { get; private init; }

    public int Jobs { get; private init; } = 1;

    public bool StopsAtFirst { get; private init; }

    /// <summary>The faults to catch; empty: none.</summary>
    public IReadOnlyList<Mutation> Mutations { get; private init; } = [];

    public bool IsList { get; private init; }

    public static Options Parse(IReadOnlyList<string> args)
    {
        Options options = new();
        bool hasRange = false;
        for (int n = 0; n < args.Count; n++)
        {
            string name = args[n];
            string Value() => ++n < args.Count ? args[n] : throw new UsageException($"{name} needs a value.");
            hasRange |= name is "--seeds" or "--seed";
            options = name switch
            {
                "--seeds" => Range(options, Value()),
                "--seed" => Single(options, Value()),
                "--trace" => options with { IsTraced = true },
                "--counters" => options with { IsOfCounters = true },
                "--routing" => options with { IsOfRouting = true },
                "--digests" => options with { HasDigests = true },
                "--jobs" => options with { Jobs = (int)Number(Value(), "jobs", 64) },
                "--first" => options with { StopsAtFirst = true },
                "--mutation" => options with { Mutations = MutationList.Find(Value()) },
                "--list" => options with { IsList = true },
                _ => throw new UsageException($"There is no option '{name}'."),
            };
        }

        if (options.IsTraced && options.First != options.Last)
            throw new UsageException("--trace tells the story of one seed: name it with --seed.");
        return options.Mutations.Count > 0 && !hasRange ? options with { Last = 10_000 } : options;
    }

    private static Options Single(Options options, string text)
    {
        long seed = Number(text, "seed", long.MaxValue);
        return options with { First = seed, Last = seed };
    }

    private static Options Range(Options options, string text)
    {
        string[] ends = text.Split("..");
        if (ends.Length != 2)
            throw new UsageException($"'{text}' is not a range of seeds; write for example 1..1000.");
        Options range = options with
        {
            First = Number(ends[0], "seed", long.MaxValue),
            Last = Number(ends[1], "seed", long.MaxValue),
        };
        return range.First <= range.Last ? range : throw new UsageException($"The range '{text}' is empty.");
    }

    private static long Number(string text, string what, long last) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
        && number >= 1 && number <= last
            ? number
            : throw new UsageException($"There is no {what} '{text}'.");
}
