using QueueService.Benchmarks.CommandLine;
using QueueService.Benchmarks.Load;
using QueueService.Benchmarks.Processes;
using QueueService.Benchmarks.Reporting;
using QueueService.Benchmarks.Targets;

namespace QueueService.Benchmarks.Scenarios;

/// <summary>
/// What a publish costs beside a plain send: through an exchange with one queue, and through one with ten. They take
/// turns, so that all run on the same machine.
/// </summary>
internal static class ExchangeScenario
{
    private const string Queue = "plain";
    private const int Many = 10;
    private const int Batch = 10;

    private static readonly Option Rounds = new("--rounds", "5", "turns of each; medians are reported");
    private static readonly Option Seconds = new("--seconds", "4", "length of each measurement");

    /// <summary>What each turn measures: the name of the path, and how many copies a message has.</summary>
    private static readonly IReadOnlyList<(string Name, Dialect Dialect, string Target, int Copies)> Ways =
    [
        ("send", Dialect.Rest, Queue, 1),
        ("publish, 1 queue", Dialect.Exchange, "one", 1),
        ("publish, 10 queues", Dialect.Exchange, "many", Many),
    ];

    public static IReadOnlyList<Option> Options { get; } =
    [
        TargetOptions.ServiceTargets, Rounds, Seconds, TargetOptions.Connections, TargetOptions.WarmUp,
        TargetOptions.WorkFolder,
    ];

    public static async Task RunAsync(OptionValues options, CancellationToken cancellation)
    {
        int connections = options.Number(TargetOptions.Connections.Name, 1, 1024);
        int rounds = options.Number(Rounds.Name, 1, 100);
        TimeSpan time = options.Seconds(Seconds.Name);
        TimeSpan warmUp = options.Seconds(TargetOptions.WarmUp.Name);
        using TargetSet targets = await TargetSet.PrepareAsync(options, TargetOptions.ServiceTargets, cancellation);
        Console.WriteLine($"1-minute load average at start: {LoadAverage.OneMinute()}\n");
        var table = new MarkdownTable(
            "target", "what", "published msg/s", "copies/s", "copies/s of sends", "p50/p99/max ms",
            "server CPU ms/1000", "storage tx/msg");
        foreach (TargetKind kind in targets.Kinds)
        {
            await using TargetServer server = await targets.StartAsync(kind, cancellation);
            await PrepareAsync(server, cancellation);
            List<PhaseOutcome>[] outcomes = [.. Ways.Select(_ => new List<PhaseOutcome>())];
            for (int round = 0; round < rounds; round++)
            {
                for (int way = 0; way < Ways.Count; way++)
                {
                    using LoadClients clients = await LoadClients.ConnectAsync(
                        server.Port,
                        Ways[way].Target,
                        connections,
                        Batch,
                        TimeSpan.Zero,
                        cancellation,
                        Ways[way].Dialect);
                    if (round == 0)
                        await clients.SendAsync(WorkBudget.OfTime(warmUp), cancellation);
                    outcomes[way].Add(await PhaseOutcome.MeasureAsync(
                        server, () => clients.SendAsync(WorkBudget.OfTime(time), cancellation), cancellation));
                    await PurgeAsync(server, cancellation);
                }
            }

            for (int way = 0; way < Ways.Count; way++)
                table.Add(Row(kind, way, outcomes));
        }

        Console.WriteLine(table);
    }

    private static async Task PrepareAsync(TargetServer server, CancellationToken cancellation)
    {
        foreach (string queue in Queues())
            await server.CreateQueueAsync(queue, cancellation);
        foreach (string exchange in (string[])["one", "many"])
        {
            await server.CallAsync(
                HttpMethod.Put, $"/v1/exchanges/{exchange}", """{"type":"fanout"}""", cancellation);
        }

        await BindAsync(server, "one", "one", cancellation);
        for (int n = 0; n < Many; n++)
            await BindAsync(server, "many", $"many{n}", cancellation);
    }

    private static Task BindAsync(
        TargetServer server, string exchange, string queue, CancellationToken cancellation) => server.CallAsync(
            HttpMethod.Post,
            $"/v1/exchanges/{exchange}/bindings",
            $"{{\"queue\":\"{queue}\"}}",
            cancellation);

    private static async Task PurgeAsync(TargetServer server, CancellationToken cancellation)
    {
        foreach (string queue in Queues())
            await server.CallAsync(HttpMethod.Post, $"/v1/queues/{queue}/purge", null, cancellation);
    }

    private static IEnumerable<string> Queues() =>
        Enumerable.Range(0, Many).Select(n => $"many{n}").Prepend("one").Prepend(Queue);

    private static string[] Row(TargetKind kind, int way, List<PhaseOutcome>[] outcomes)
    {
        List<PhaseOutcome> own = outcomes[way];
        int copies = Ways[way].Copies;
        double ratio = Figures.Median(own.Zip(
            outcomes[0],
            (outcome, plain) => outcome.Load.MessagesPerSecond * copies / plain.Load.MessagesPerSecond));
        PhaseOutcome middle = own.OrderBy(outcome => outcome.Load.MessagesPerSecond).ElementAt(own.Count / 2);
        double rate = Figures.Median(own.Select(outcome => outcome.Load.MessagesPerSecond));
        return
        [
            kind.ToString(),
            Ways[way].Name,
            Figures.Whole(rate),
            Figures.Whole(rate * copies),
            Figures.Number(ratio),
            Figures.Percentiles(middle.Load.Latencies[RequestKind.Send]),
            Figures.Number(Figures.Median(own.Select(outcome => outcome.CpuPer1000(outcome.Cost.ServerCpu)))),
            Figures.Number(Figures.Median(
                own.Select(outcome => outcome.PerMessage(outcome.Cost.Storage.Transactions)))),
        ];
    }
}
