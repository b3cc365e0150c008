using QueueService.Benchmarks.CommandLine;
using QueueService.Benchmarks.Load;
using QueueService.Benchmarks.Processes;
using QueueService.Benchmarks.Reporting;
using QueueService.Benchmarks.Targets;

namespace QueueService.Benchmarks.Scenarios;

/// <summary>
/// A queue that nobody reads for long, on disk: what it costs in memory, whether receiving gets slower, and how soon
/// a killed service is back. In the end every message must be there.
/// </summary>
internal static class BacklogScenario
{
    private const string Queue = "backlog";
    private const int Batch = 10;
    private static readonly TimeSpan ColdWait = TimeSpan.FromSeconds(20);
    private static readonly Option Messages = new("--messages", "1000000", "messages in the backlog");
    private static readonly Option Probes = new("--probes", "2000", "timed send, receive and ack, one after the other");

    public static IReadOnlyList<Option> Options { get; } =
        [Messages, Probes, TargetOptions.Connections, TargetOptions.WorkFolder];

    public static async Task RunAsync(OptionValues options, CancellationToken cancellation)
    {
        int messages = options.Number(Messages.Name, 2 * Batch, 100_000_000) / Batch * Batch;
        int probes = options.Number(Probes.Name, 1, 1_000_000);
        int connections = options.Number(TargetOptions.Connections.Name, 1, 1024);
        string workFolder = options.Text(TargetOptions.WorkFolder.Name);
        using ServiceProgram program =
            await ServiceProgram.PublishAsync(PublishKind.Portable, workFolder, cancellation);
        using var data = new TempFolder(workFolder);
        Console.WriteLine($"1-minute load average at start: {LoadAverage.OneMinute()}\n");
        var table = new MarkdownTable("figure", "value");
        await using (TargetServer server = program.StartLocal(data.Path))
        {
            await server.WaitUntilReadyAsync(cancellation);
            await server.CreateQueueAsync(Queue, cancellation);
            await FillAsync(server, messages, probes, connections, table, cancellation);
        }

        // The server was killed: what follows is a cold start on what it left on disk.
        await using (TargetServer server = program.StartLocal(data.Path))
            await RecoverAsync(server, messages, connections, table, cancellation);
        Console.WriteLine(table);
    }

    private static async Task FillAsync(
        TargetServer server,
        int messages,
        int probes,
        int connections,
        MarkdownTable table,
        CancellationToken cancellation)
    {
        // The first round only warms up.
        await ProbeAsync(server, probes, cancellation);
        LatencyHistogram onEmpty = await ProbeAsync(server, probes, cancellation);
        ServerSnapshot before = await server.SnapshotAsync(cancellation);
        using (LoadClients clients = await LoadClients.ConnectAsync(
            server.Port, Queue, connections, Batch, TimeSpan.Zero, cancellation))
        {
            LoadResult sent = await clients.SendAsync(WorkBudget.OfMessages(messages), cancellation);
            table.Add("sent msg/s", Figures.Whole(sent.MessagesPerSecond));
        }

        ServerSnapshot after = await server.SnapshotAsync(cancellation);
        LatencyHistogram onFull = await ProbeAsync(server, probes, cancellation);
        long growth = after.ResidentBytes - before.ResidentBytes;
        table.Add("RSS before", Figures.Mebibytes(before.ResidentBytes));
        table.Add("RSS with the backlog", Figures.Mebibytes(after.ResidentBytes));
        table.Add("growth per message", $"{Figures.Number((double)growth / messages)} bytes");
        table.Add("receive ms p50/p99/max, empty queue", Figures.Percentiles(onEmpty));
        table.Add("receive ms p50/p99/max, full queue", Figures.Percentiles(onFull));
    }

    private static async Task RecoverAsync(
        TargetServer server, int messages, int connections, MarkdownTable table, CancellationToken cancellation)
    {
        await server.WaitForPortAsync(cancellation);
        TimeSpan listening = server.Age;
        using var first = new QueueClient(Queue, Batch, ColdWait, seed: 0);
        await first.ConnectAsync(server.Port, cancellation);
        await first.ReceiveBatchAsync();
        TimeSpan received = server.Age;
        await first.AckAsync();
        table.Add("cold start after kill -9: listening, ms", Figures.Milliseconds(listening));
        table.Add("cold start after kill -9: first messages received, ms", Figures.Milliseconds(received));
        using LoadClients clients = await LoadClients.ConnectAsync(
            server.Port, Queue, connections, Batch, TimeSpan.Zero, cancellation);
        LoadResult drained = await clients.DrainAsync(messages - Batch, cancellation);
        await clients.ExpectEmptyAsync();
        ServerSnapshot end = await server.SnapshotAsync(cancellation);
        table.Add("received + acked msg/s", Figures.Whole(drained.MessagesPerSecond));
        table.Add("RSS after the drain", Figures.Mebibytes(end.ResidentBytes));
    }

    /// <summary>The same work on the empty and on the full queue, which keeps its length.</summary>
    private static async Task<LatencyHistogram> ProbeAsync(
        TargetServer server, int probes, CancellationToken cancellation)
    {
        using LoadClients one = await LoadClients.ConnectAsync(
            server.Port, Queue, connections: 1, batch: 1, TimeSpan.Zero, cancellation);
        LoadResult result = await one.RunAsync(
            async client =>
            {
                for (int i = 0; i < probes; i++)
                {
                    await client.SendAsync(i);
                    await client.ReceiveBatchAsync();
                    await client.AckAsync();
                }

                return probes;
            },
            cancellation);
        return result.Latencies[RequestKind.Receive];
    }
}
