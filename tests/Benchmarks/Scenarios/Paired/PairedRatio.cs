using QueueService.Benchmarks.Reporting;

namespace QueueService.Benchmarks.Scenarios.Paired;

/// <summary>
/// The ratios of all pairs of one figure. The interval holds the true median in at least 95 of 100 series of six or
/// more pairs, whatever the noise is like: it is made of the ranks of the ratios, of which half lie on either side of
/// it.
/// </summary>
internal sealed class PairedRatio
{
    /// <summary>The least and the greatest of fewer ratios leave the median out more often than that.</summary>
    private const int FewestPairs = 6;

    private readonly double[] _sorted;

    public PairedRatio(IEnumerable<double> ratios)
    {
        _sorted = [.. ratios.Order()];
        int outside = RanksOutside(_sorted.Length);
        Low = _sorted[outside];
        High = _sorted[^(outside + 1)];
    }

    public double Median => Figures.Median(_sorted);

    public double Low { get; }

    public double High { get; }

    /// <summary>Whether the interval lies within the limit, beyond it, or across.</summary>
    public string Verdict(PairedFigure figure)
    {
        if (_sorted.Length < FewestPairs)
            return "too few pairs";
        (double worst, double best) = figure.MoreIsBetter ? (Low, High) : (1 / High, 1 / Low);
        double limit = figure.MoreIsBetter ? figure.Limit : 1 / figure.Limit;
        if (worst >= limit)
            return "ok";
        return best < limit ? "worse" : "unclear";
    }

    /// <summary>How many ratios on each side the interval leaves out: in 5 of 100 series the median is there.</summary>
    private static int RanksOutside(int count)
    {
        double term = Math.Pow(0.5, count), sum = term;
        int ranks = 0;
        while (sum <= 0.025)
        {
            ranks++;
            term *= (double)(count - ranks + 1) / ranks;
            sum += term;
        }

        return Math.Max(0, ranks - 1);
    }
}
