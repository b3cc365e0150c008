using QueueService.Benchmarks.CommandLine;
using QueueService.Benchmarks.Load;
using QueueService.Benchmarks.Processes;
using QueueService.Benchmarks.Reporting;
using QueueService.Benchmarks.Targets;

namespace QueueService.Benchmarks.Scenarios;

/// <summary>What the service uses while nobody asks anything of it, before and after it was busy.</summary>
internal static class IdleScenario
{
    private const string Queue = "idle";
    private const int Batch = 10;
    private static readonly Option Seconds = new("--seconds", "30", "length of each idle time");
    private static readonly Option LoadSeconds = new("--load-seconds", "5", "sending between the two idle times");

    public static IReadOnlyList<Option> Options { get; } =
        [TargetOptions.ServiceTargets, Seconds, LoadSeconds, TargetOptions.Connections, TargetOptions.WorkFolder];

    public static async Task RunAsync(OptionValues options, CancellationToken cancellation)
    {
        int connections = options.Number(TargetOptions.Connections.Name, 1, 1024);
        TimeSpan time = options.Seconds(Seconds.Name);
        TimeSpan loadTime = options.Seconds(LoadSeconds.Name);
        using TargetSet targets = await TargetSet.PrepareAsync(options, TargetOptions.ServiceTargets, cancellation);
        Console.WriteLine($"1-minute load average at start: {LoadAverage.OneMinute()}\n");
        var table = new MarkdownTable(
            "target", "idle after", "seconds", "CPU ms", "storage CPU ms", "storage tx", "bytes written", "RSS");
        foreach (TargetKind kind in targets.Kinds)
        {
            await using TargetServer server = await targets.StartAsync(kind, cancellation);
            table.Add(await RowAsync(server, "start", time, cancellation));
            await server.CreateQueueAsync(Queue, cancellation);
            using (LoadClients clients = await LoadClients.ConnectAsync(
                server.Port, Queue, connections, Batch, TimeSpan.Zero, cancellation))
            {
                LoadResult sent = await clients.SendAsync(WorkBudget.OfTime(loadTime), cancellation);
                await clients.DrainAsync(sent.Messages, cancellation);
            }

            table.Add(await RowAsync(server, "load", time, cancellation));
        }

        Console.WriteLine(table);
    }

    private static async Task<string[]> RowAsync(
        TargetServer server, string after, TimeSpan time, CancellationToken cancellation)
    {
        ServerSnapshot before = await server.SnapshotAsync(cancellation);
        await Task.Delay(time, cancellation);
        ServerSnapshot used = (await server.SnapshotAsync(cancellation)).Since(before);
        return
        [
            server.Kind.ToString(),
            after,
            Figures.Number(time.TotalSeconds),
            Figures.Milliseconds(used.ServerCpu),
            Figures.Number(used.StorageCpu?.TotalMilliseconds),
            Figures.Number(used.Storage.Transactions),
            Figures.Number(used.Storage.BytesWritten),
            Figures.Mebibytes(used.ResidentBytes),
        ];
    }
}
