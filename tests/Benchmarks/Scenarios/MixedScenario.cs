using QueueService.Benchmarks.CommandLine;
using QueueService.Benchmarks.Load;
using QueueService.Benchmarks.Processes;
using QueueService.Benchmarks.Reporting;
using QueueService.Benchmarks.Targets;

namespace QueueService.Benchmarks.Scenarios;

/// <summary>Half of the connections send while the other half receive: how long a message takes end to end.</summary>
internal static class MixedScenario
{
    private const string Queue = "mixed";
    private static readonly TimeSpan ReceiveWait = TimeSpan.FromSeconds(1);
    private static readonly Option Batch = new("--batch", "10", "messages in a send, and asked for by a receive");
    private static readonly Option Seconds = new("--seconds", "10", "length of each measurement");

    public static IReadOnlyList<Option> Options { get; } =
    [
        TargetOptions.ServiceTargets, Batch, Seconds, TargetOptions.Connections, TargetOptions.WarmUp,
        TargetOptions.WorkFolder,
    ];

    public static async Task RunAsync(OptionValues options, CancellationToken cancellation)
    {
        int half = options.Number(TargetOptions.Connections.Name, 2, 1024) / 2;
        int batch = options.Number(Batch.Name, 1, 100);
        TimeSpan time = options.Seconds(Seconds.Name);
        TimeSpan warmUp = options.Seconds(TargetOptions.WarmUp.Name);
        using TargetSet targets = await TargetSet.PrepareAsync(options, TargetOptions.ServiceTargets, cancellation);
        Console.WriteLine($"1-minute load average at start: {LoadAverage.OneMinute()}\n");
        var table = new MarkdownTable(
            "target", "load", "msg/s", "end to end ms p50/p99/max", "send ms", "receive ms", "ack ms",
            "server CPU ms/1000", "storage tx/msg");
        foreach (TargetKind kind in targets.Kinds)
        {
            await using TargetServer server = await targets.StartAsync(kind, cancellation);
            await server.CreateQueueAsync(Queue, cancellation);
            using LoadClients senders = await LoadClients.ConnectAsync(
                server.Port, Queue, half, batch, TimeSpan.Zero, cancellation);
            using LoadClients receivers = await LoadClients.ConnectAsync(
                server.Port, Queue, half, batch, ReceiveWait, cancellation);
            var load = new MixedLoad(senders, receivers);
            using var warmUpPace = new CreditPace(half, batch);
            await load.RunAsync(warmUp, warmUpPace, cancellation);
            using var full = new CreditPace(half, batch);
            PhaseOutcome saturated = await PhaseOutcome.MeasureAsync(
                server, () => load.RunAsync(time, full, cancellation), cancellation);
            table.Add(Row(kind, "full", saturated));
            var halfRate = new RatePace(saturated.Load.MessagesPerSecond / 2 / batch);
            table.Add(Row(kind, "half of it", await PhaseOutcome.MeasureAsync(
                server, () => load.RunAsync(time, halfRate, cancellation), cancellation)));
        }

        Console.WriteLine(table);
    }

    private static string[] Row(TargetKind kind, string load, PhaseOutcome outcome) =>
    [
        kind.ToString(),
        load,
        Figures.Whole(outcome.Load.MessagesPerSecond),
        Figures.Percentiles(outcome.Load.Latencies[RequestKind.EndToEnd]),
        Figures.Percentiles(outcome.Load.Latencies[RequestKind.Send]),
        Figures.Percentiles(outcome.Load.Latencies[RequestKind.Receive]),
        Figures.Percentiles(outcome.Load.Latencies[RequestKind.Ack]),
        Figures.Number(outcome.CpuPer1000(outcome.Cost.ServerCpu)),
        Figures.Number(outcome.PerMessage(outcome.Cost.Storage.Transactions)),
    ];
}
