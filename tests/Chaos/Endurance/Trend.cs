namespace QueueService.Tests.Chaos.Endurance;

/// <summary>
/// Whether a figure stayed what it was: its median in the second quarter of a run, when all has been warmed up, beside
/// that in the last.
/// </summary>
internal sealed record Trend(Measure Measure, double Early, double Late)
{
    public double Growth => Early > 0 ? (Late / Early) - 1 : 0;

    /// <summary>False if it grew more than it may.</summary>
    public bool IsFlat => Measure.Growth is not { } allowed || Late - Early <= Measure.Tolerance || Growth <= allowed;

    public static Trend Of(Measure measure, IReadOnlyList<Sample> samples)
    {
        int quarter = samples.Count / 4;
        return quarter == 0
            ? throw new ArgumentException("A trend takes at least four samples.", nameof(samples))
            : new Trend(
                measure,
                Median(measure, samples.Skip(quarter).Take(quarter)),
                Median(measure, samples.Skip(samples.Count - quarter)));
    }

    public override string ToString() =>
        $"| {Measure.Group}: {Measure.Name} | {Measure.Unit} | {Early:N1} | {Late:N1} | {Growth * 100:+0.0;-0.0;0.0} % | "
        + $"{(Measure.Growth is null ? "" : IsFlat ? "flat" : "GROWS")} |";

    private static double Median(Measure measure, IEnumerable<Sample> samples)
    {
        double[] sorted = [.. samples.Select(measure.Of).Order()];
        return sorted[sorted.Length / 2];
    }
}
