using System.Text;
using QueueService.Benchmarks.Ceiling;
using QueueService.Benchmarks.Micro;
using QueueService.Benchmarks.Scenarios;
using QueueService.Benchmarks.Scenarios.Attack;
using QueueService.Benchmarks.Scenarios.Codec;
using QueueService.Benchmarks.Scenarios.Engine;
using QueueService.Benchmarks.Scenarios.Matching;
using QueueService.Benchmarks.Scenarios.Paired;

namespace QueueService.Benchmarks.CommandLine;

/// <summary>Everything that can be run.</summary>
internal static class Commands
{
    private static readonly Option Urls = new("--urls", "http://127.0.0.1:7072", "where to listen");

    private static readonly Option Filter = new("--filter", "*", "which benchmarks, as BenchmarkDotNet names them");

    public static IReadOnlyList<Command> All { get; } =
    [
        new("http", "throughput, latency and cost against the ceiling", HttpScenario.Options, HttpScenario.RunAsync),
        new("exchanges", "publishes beside plain sends", ExchangeScenario.Options, ExchangeScenario.RunAsync),
        new("mixed", "end-to-end latency of sending and receiving", MixedScenario.Options, MixedScenario.RunAsync),
        new("lone", "what one request costs on an idle service", LoneScenario.Options, LoneScenario.RunAsync),
        new("idle", "what the service uses while nobody asks", IdleScenario.Options, IdleScenario.RunAsync),
        new("backlog", "a deep queue: memory, latency, cold start", BacklogScenario.Options, BacklogScenario.RunAsync),
        new("memory", "a partition's state: bytes, and pauses", MemoryScenario.Options, MemoryScenario.RunAsync),
        new("paired", "two builds in turns: what a change costs", PairedScenario.Options, PairedScenario.RunAsync),
        new("volume", "240,000 messages become dead letters", VolumeScenario.Options, VolumeScenario.RunAsync),
        new("cold", "a deep FIFO backlog after a restart", ColdScenario.Options, ColdScenario.RunAsync),
        new("waiters", "sends while thousands wait", WaitersScenario.Options, WaitersScenario.RunAsync),
        new("peek", "receives while somebody looks at 100,000 in flight", PeekScenario.Options, PeekScenario.RunAsync),
        new("listing", "portals that show 1,000 idle queues", ListingScenario.Options, ListingScenario.RunAsync),
        new("match", "which of 10,000 bindings take a message", MatchScenario.Options, MatchScenario.RunAsync),
        new("codec", "made-up packets of MQTT are decoded or refused", CodecScenario.Options, CodecScenario.RunAsync),
        new("start", "process start to first durable send", StartScenario.Options, StartScenario.RunAsync),
        new("attack", "memory, and an owner's sends, under attack", AttackScenario.Options, AttackScenario.RunAsync),
        new(
            "attack-client",
            "the attackers of 'attack' alone, against any service",
            AttackClient.Options,
            AttackClient.RunAsync),
        new(
            "micro",
            "BenchmarkDotNet on parts of the code",
            [Filter],
            (options, _) => MicroBenchmarks.RunAsync(options.Text(Filter.Name))),
        new(
            "ceiling-server",
            "the do-nothing server, to be measured by hand",
            [Urls],
            (options, stop) => CeilingServer.RunAsync(options.Text(Urls.Name), stop)),
    ];

    public static Command Find(string? name) =>
        All.FirstOrDefault(command => string.Equals(command.Name, name, StringComparison.Ordinal))
        ?? throw new UsageException(name is null ? "Say what to run." : $"There is no '{name}'.");

    public static string Usage()
    {
        var text = new StringBuilder("Usage: <what> [--option value]...\n");
        foreach (Command command in All)
        {
            text.Append($"\n  {command.Name,-16}{command.Summary}\n");
            foreach (Option option in command.Options)
            {
                string defaults = option.Default.Length > 0 ? $" ({option.Default})" : "";
                text.Append($"    {option.Name,-28}{option.Summary}{defaults}\n");
            }
        }

        return text.ToString();
    }
}
