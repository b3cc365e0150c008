using QueueService.Benchmarks.Load;
using QueueService.Benchmarks.Reporting;
using QueueService.Benchmarks.Targets;

namespace QueueService.Benchmarks.Scenarios;

/// <summary>Collects the runs of the http scenario and prints a table for each phase.</summary>
internal sealed class HttpReport(IReadOnlyList<TargetKind> kinds)
{
    private readonly Dictionary<(HttpPhase Phase, TargetKind Kind), List<PhaseOutcome>> _outcomes = [];

    public void Add(HttpPhase phase, TargetKind kind, PhaseOutcome outcome)
    {
        if (!_outcomes.TryGetValue((phase, kind), out List<PhaseOutcome>? runs))
            _outcomes[(phase, kind)] = runs = [];
        runs.Add(outcome);
    }

    public void Print()
    {
        foreach (HttpPhase phase in HttpPhase.All)
        {
            var speed = new MarkdownTable(
                "target", "msg/s", "runs", "of ceiling", "send ms p50/p99/max", "receive ms", "ack ms");
            var cost = new MarkdownTable(
                "target", "server CPU ms/1000", "storage CPU", "client CPU", "RSS", "bytes/msg", "storage tx/msg");
            foreach (TargetKind kind in kinds)
            {
                speed.Add(SpeedOf(phase, kind));
                cost.Add(CostOf(_outcomes[(phase, kind)], kind));
            }

            Console.WriteLine($"\n### {phase.Name}\n\n{speed}\n\n{cost}");
        }
    }

    private string[] SpeedOf(HttpPhase phase, TargetKind kind)
    {
        List<PhaseOutcome> runs = _outcomes[(phase, kind)];
        var latencies = new Latencies();
        foreach (PhaseOutcome run in runs)
            latencies.Add(run.Load.Latencies);
        double rate = MedianRate(runs);
        double? ceiling = _outcomes.TryGetValue((phase, TargetKind.Ceiling), out List<PhaseOutcome>? top)
            ? MedianRate(top)
            : null;
        return
        [
            kind.ToString(),
            Figures.Whole(rate),
            string.Join(", ", runs.Select(r => Figures.Whole(r.Load.MessagesPerSecond))),
            Figures.Number(rate / ceiling),
            Figures.Percentiles(latencies[RequestKind.Send]),
            Figures.Percentiles(latencies[RequestKind.Receive]),
            Figures.Percentiles(latencies[RequestKind.Ack]),
        ];
    }

    private static string[] CostOf(List<PhaseOutcome> runs, TargetKind kind) =>
    [
        kind.ToString(),
        MedianOf(runs, r => r.CpuPer1000(r.Cost.ServerCpu)),
        MedianOf(runs, r => r.Cost.StorageCpu is { } cpu ? r.CpuPer1000(cpu) : null),
        MedianOf(runs, r => r.CpuPer1000(r.Cost.ClientCpu)),
        Figures.Mebibytes(Figures.Median(runs.Select(r => (double)r.Cost.ResidentBytes))),
        MedianOf(runs, r => r.PerMessage(r.Cost.Storage.BytesWritten)),
        MedianOf(runs, r => r.PerMessage(r.Cost.Storage.Transactions)),
    ];

    private static double MedianRate(List<PhaseOutcome> runs) =>
        Figures.Median(runs.Select(r => r.Load.MessagesPerSecond));

    private static string MedianOf(List<PhaseOutcome> runs, Func<PhaseOutcome, double?> figure) =>
        Figures.Number(Figures.Median(runs.Select(figure)));
}
