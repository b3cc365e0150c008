namespace QueueService.Tests.Chaos.Endurance.Charts;

/// <summary>Lines over one vertical axis, which begins at zero.</summary>
internal sealed record Panel(string Title, string Unit, IReadOnlyList<Series> Lines)
{
    private const int WantedTicks = 4;

    /// <summary>The distance of the marks of the vertical axis: 1, 2 or 5 and zeroes.</summary>
    public double Step
    {
        get
        {
            double largest = Lines.SelectMany(line => line.Values).DefaultIfEmpty(0).Max();
            if (largest <= 0)
                return 1;
            double power = Math.Pow(10, Math.Floor(Math.Log10(largest / WantedTicks)));
            double first = largest / WantedTicks / power;
            return power * (first <= 1 ? 1 : first <= 2 ? 2 : first <= 5 ? 5 : 10);
        }
    }

    /// <summary>The upper end of the vertical axis.</summary>
    public double Top => Step * Math.Max(
        1, Math.Ceiling(Lines.SelectMany(line => line.Values).DefaultIfEmpty(0).Max() / Step));
}
