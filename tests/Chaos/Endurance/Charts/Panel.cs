namespace QueueService.Tests.Chaos.Endurance.Charts;

/// <summary>Lines over one vertical axis.</summary>
/// <param name="IsLogarithmic">True for an axis from 1 in powers of ten; else it begins at 0.</param>
internal sealed record Panel(string Title, string Unit, IReadOnlyList<Series> Lines, bool IsLogarithmic = false)
{
    private const int WantedTicks = 4;

    /// <summary>The values that are marked on the vertical axis, from its lower to its upper end.</summary>
    public IReadOnlyList<double> Ticks
    {
        get
        {
            double largest = Lines.SelectMany(line => line.Values).DefaultIfEmpty(0).Max();
            if (IsLogarithmic)
            {
                int decades = Math.Max(1, (int)Math.Ceiling(Math.Log10(Math.Max(largest, 1))));
                return [.. Enumerable.Range(0, decades + 1).Select(decade => Math.Pow(10, decade))];
            }

            double step = StepFor(largest);
            int steps = Math.Max(1, (int)Math.Ceiling(largest / step));
            return [.. Enumerable.Range(0, steps + 1).Select(n => n * step)];
        }
    }

    /// <summary>Where a value is on the vertical axis: 0 is its lower end, 1 its upper one.</summary>
    public double Place(double value)
    {
        double top = Ticks[^1];
        return IsLogarithmic ? Math.Log10(Math.Max(value, 1)) / Math.Log10(top) : value / top;
    }

    /// <summary>1, 2 or 5 and zeroes.</summary>
    private static double StepFor(double largest)
    {
        if (largest <= 0)
            return 1;
        double power = Math.Pow(10, Math.Floor(Math.Log10(largest / WantedTicks)));
        double first = largest / WantedTicks / power;
        return power * (first <= 1 ? 1 : first <= 2 ? 2 : first <= 5 ? 5 : 10);
    }
}
