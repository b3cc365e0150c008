using QueueService.Benchmarks.CommandLine;
using QueueService.Benchmarks.Load;
using QueueService.Benchmarks.Processes;
using QueueService.Benchmarks.Reporting;
using QueueService.Benchmarks.Targets;
using QueueService.Tests.FunctionsHost;

namespace QueueService.Benchmarks.Scenarios;

/// <summary>From the start of the process on an empty folder to the answer to the first send.</summary>
internal static class StartScenario
{
    private const string Queue = "start";
    private static readonly Option Runs = new("--runs", "5", "starts; the median is reported");

    public static IReadOnlyList<Option> Options { get; } = [Runs, TargetOptions.WorkFolder];

    public static async Task RunAsync(OptionValues options, CancellationToken cancellation)
    {
        int runs = options.Number(Runs.Name, 1, 100);
        string workFolder = options.Text(TargetOptions.WorkFolder.Name);
        Console.WriteLine($"1-minute load average at start: {LoadAverage.OneMinute()}\n");
        var table = new MarkdownTable("published", "listening ms", "first durable send ms", "runs", "RSS");
        foreach (PublishKind kind in Enum.GetValues<PublishKind>())
        {
            using ServiceProgram program = await ServiceProgram.PublishAsync(kind, workFolder, cancellation);
            var starts = new List<Start>();
            for (int run = 0; run < runs; run++)
                starts.Add(await MeasureAsync(program, workFolder, cancellation));
            table.Add(Row(kind.ToString(), starts));
        }

        table.Add(await MeasureHostedAsync(runs, workFolder, cancellation));
        Console.WriteLine(table);
    }

    /// <summary>The package, started by the stand-in for the Functions host on an emulated account.</summary>
    private static async Task<string[]> MeasureHostedAsync(
        int runs, string workFolder, CancellationToken cancellation)
    {
        using ServiceProgram program = await ServiceProgram.PublishAsync(
            PublishKind.ReadyToRun, workFolder, cancellation);
        await using EmulatedAccount account = await EmulatedAccount.StartAsync(workFolder);
        var starts = new List<Start>();
        for (int run = 0; run < runs; run++)
        {
            // A prefix of its own: the tables are to be created as on the first day.
            var settings = new Dictionary<string, string>
            {
                ["Storage__ConnectionString"] = account.ConnectionString,
                ["Storage__Prefix"] = $"run{run}",
                ["Access__AdminKey"] = BenchmarkKey.AdminKey,
                ["Access__MasterKey"] = Convert.ToBase64String(new byte[32]),
            };
            await using StandIn host = await StandIn.StartAsync(program.Folder, settings, _ => { });
            await host.WaitUntilReadyAsync(cancellation);
            using var http = BenchmarkKey.Client(host.Address);
            await http.PutAsync(new Uri($"/v1/queues/{Queue}", UriKind.Relative), null, cancellation);
            using var client = new QueueClient(Queue, batch: 1, TimeSpan.Zero, seed: 0);
            await client.ConnectAsync(host.Address.Port, cancellation);
            await client.SendAsync(firstId: 0);
            (TimeSpan ready, TimeSpan sent) = await host.WorkerTimesAsync();
            starts.Add(new Start(ready, sent, ProcessUsage.Of(await host.WorkerProcessAsync()).ResidentBytes));
        }

        return Row("package, Functions host, Azurite", starts);
    }

    private static string[] Row(string name, IReadOnlyCollection<Start> starts) =>
    [
        name,
        Figures.Whole(Figures.Median(starts.Select(s => s.Listening.TotalMilliseconds))),
        Figures.Whole(Figures.Median(starts.Select(s => s.Sent.TotalMilliseconds))),
        string.Join(", ", starts.Select(s => Figures.Whole(s.Sent.TotalMilliseconds))),
        Figures.Mebibytes(Figures.Median(starts.Select(s => (double)s.ResidentBytes))),
    ];

    private static async Task<Start> MeasureAsync(
        ServiceProgram program, string workFolder, CancellationToken cancellation)
    {
        await using TargetServer server = program.StartLocal(TargetKind.Local, new TempFolder(workFolder));
        await server.WaitForPortAsync(cancellation);
        TimeSpan listening = server.Age;
        await server.CreateQueueAsync(Queue, cancellation);
        using var client = new QueueClient(Queue, batch: 1, TimeSpan.Zero, seed: 0);
        await client.ConnectAsync(server.Port, cancellation);
        await client.SendAsync(firstId: 0);
        TimeSpan sent = server.Age;
        return new Start(listening, sent, (await server.SnapshotAsync(cancellation)).ResidentBytes);
    }

    private readonly record struct Start(TimeSpan Listening, TimeSpan Sent, long ResidentBytes);
}
