using System.Diagnostics;
using QueueService.Benchmarks.CommandLine;
using QueueService.Benchmarks.Processes;
using QueueService.Benchmarks.Reporting;
using QueueService.Partitions;
using QueueService.Partitions.Codec;
using QueueService.Partitions.Events;
using QueueService.Partitions.Settings;
using QueueService.Partitions.State;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Benchmarks.Scenarios;

/// <summary>
/// What the state of one partition costs in memory, and for how long a snapshot of it holds up the commit loop.
/// </summary>
internal static class MemoryScenario
{
    private const int PerFrame = 1000;
    private const int Rounds = 9;
    private static readonly Option Ids = new("--ids", "1000000", "deduplication ids");
    private static readonly Option Unread = new("--unread", "1000000", "runs of unread messages");
    private static readonly Option Touched = new("--touched", "100000", "messages in flight");
    private static readonly Option Sources = new("--sources", "100000", "partitions that messages came from");

    public static IReadOnlyList<Option> Options { get; } = [Ids, Unread, Touched, Sources];

    public static Task RunAsync(OptionValues options, CancellationToken cancellation)
    {
        Console.WriteLine($"1-minute load average at start: {LoadAverage.OneMinute()}\n");
        var table = new MarkdownTable(
            "state", "items", "bytes each", "MiB", "pause ms (median, max)", "read beside ms", "in one piece");
        (string Name, Option Count, Action<PartitionState, int> Fill)[] states =
        [
            ("deduplication ids", Ids, FillIds),
            ("unread runs", Unread, FillUnread),
            ("messages in flight", Touched, FillTouched),
            ("sources of transfers", Sources, FillSources),
        ];
        foreach ((string name, Option count, Action<PartitionState, int> fill) in states)
        {
            cancellation.ThrowIfCancellationRequested();
            table.Add(Row(name, options.Number(count.Name, 1, 10_000_000), fill));
        }

        Console.WriteLine(table);
        return Task.CompletedTask;
    }

    private static string[] Row(string name, int count, Action<PartitionState, int> fill)
    {
        PartitionState state = new(new PartitionId(1, 0));
        Apply(state, new Configured(QueueName.Parse("q.fifo"), 1, new QueueSettings()));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        fill(state, count);
        long bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        List<double> pauses = [];
        List<double> reads = [];
        int length = 0;
        for (int round = 0; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            PartitionCapture capture = state.Capture();
            pauses.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            start = Stopwatch.GetTimestamp();
            length = SnapshotCodec.Encode(capture.State with { Touched = [.. capture.State.Touched] }).Length;
            reads.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        GC.KeepAlive(state);
        return
        [
            name,
            Figures.Whole(count),
            Figures.Number((double)bytes / count),
            Figures.Number(bytes / 1024.0 / 1024),
            $"{Figures.Number(Figures.Median(pauses))}, {Figures.Number(pauses.Max())}",
            Figures.Number(Figures.Median(reads)),
            Figures.Mebibytes(length),
        ];
    }

    private static void FillIds(PartitionState state, int count)
    {
        for (int n = 0; n < count; n += PerFrame)
        {
            // Gone at once, so that nothing but the ids is left.
            Send(state, Math.Min(PerFrame, count - n), m => new KeyHash(Spread(n + m)));
            SequenceNumber first = state.NextSequence.Plus(-Math.Min(PerFrame, count - n));
            Apply(state, new Expired([new SequenceRange(first, Math.Min(PerFrame, count - n))], []));
        }
    }

    private static void FillUnread(PartitionState state, int count)
    {
        for (int n = 0; n < count; n++)
            Send(state, 1, _ => KeyHash.None);
    }

    private static void FillTouched(PartitionState state, int count)
    {
        for (int n = 0; n < count; n += PerFrame)
        {
            int some = Math.Min(PerFrame, count - n);
            SequenceNumber first = state.NextSequence;
            Send(state, some, _ => KeyHash.None);
            MessageTraits traits = new() { Group = new KeyHash(Spread(n)) };
            Apply(state, new Delivered(
                state.LastTime + TimeSpan.FromHours(1),
                [.. Enumerable.Range(0, some).Select(m => new MessageReference(first.Plus(m), true, 1024, traits))]));
        }
    }

    private static void FillSources(PartitionState state, int count)
    {
        for (int n = 0; n < count; n++)
        {
            PartitionId source = new((ulong)n + 1, 0);
            Apply(state, new Arrived(source, new TransferNumber(1), state.NextSequence, [new StoredMessage(1)]));
            Apply(state, new Purged(state.NextSequence));
        }
    }

    private static void Send(PartitionState state, int count, Func<int, KeyHash> id) => Apply(state, new Sent(
        state.NextSequence,
        [.. Enumerable.Range(0, count).Select(m => new StoredMessage(1024, Deduplication: id(m)))]));

    private static void Apply(PartitionState state, PartitionEvent happened) =>
        state.Apply(state.LastFrame.Next, new Timestamp(1), [happened]);

    /// <summary>As spread as hashes are.</summary>
    private static UInt128 Spread(int number) => ((UInt128)(ulong)(number + 1) * 0x9E3779B97F4A7C15) << 20;
}
