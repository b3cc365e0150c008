using QueueService.Benchmarks.Reporting;

namespace QueueService.Benchmarks.Scenarios.Paired;

/// <summary>The slices of one target, pair by pair.</summary>
internal sealed class PairedReport(IReadOnlyList<PairedFigure> figures)
{
    private readonly Dictionary<HttpPhase, List<(PairedSlice Before, PairedSlice After)>> _pairs = [];

    public void Add(HttpPhase phase, PairedSlice before, PairedSlice after)
    {
        if (!_pairs.TryGetValue(phase, out List<(PairedSlice Before, PairedSlice After)>? pairs))
            _pairs[phase] = pairs = [];
        pairs.Add((before, after));
    }

    public override string ToString()
    {
        var table = new MarkdownTable(
            "phase", "figure", "before", "after", "after / before", "95 % interval", "single pairs", "verdict");
        foreach ((HttpPhase phase, List<(PairedSlice Before, PairedSlice After)> pairs) in _pairs)
        {
            foreach (PairedFigure figure in figures)
                table.Add([phase.Name, figure.Name, .. Compare(pairs, figure)]);
        }

        return table.ToString();
    }

    private static string[] Compare(List<(PairedSlice Before, PairedSlice After)> pairs, PairedFigure figure)
    {
        double? before = Figures.Median(pairs.Select(pair => figure.Of(pair.Before)));
        double? after = Figures.Median(pairs.Select(pair => figure.Of(pair.After)));
        if (before is not > 0 || after is not > 0)
            return [Value(before), Value(after), "-", "-", "-", "-"];
        double[] single = [.. pairs.Select(pair => figure.Of(pair.After)!.Value / figure.Of(pair.Before)!.Value)];
        PairedRatio ratio = new(single);
        return
        [
            Value(before),
            Value(after),
            Ratio(ratio.Median),
            $"{Ratio(ratio.Low)} to {Ratio(ratio.High)}",
            $"{Ratio(single.Min())} to {Ratio(single.Max())}",
            ratio.Verdict(figure),
        ];
    }

    /// <summary>Storage calls are a few hundredths of one.</summary>
    private static string Value(double? value) => value < 1 ? $"{value:0.0000}" : Figures.Number(value);

    private static string Ratio(double ratio) => $"{ratio:0.000}";
}
