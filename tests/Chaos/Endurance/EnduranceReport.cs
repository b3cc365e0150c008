namespace QueueService.Tests.Chaos.Endurance;

/// <summary>What a long run showed.</summary>
/// <param name="Table">The samples as comma-separated values.</param>
/// <param name="Chart">The same as SVG.</param>
internal sealed record EnduranceReport(
    IReadOnlyList<Tally> Tallies,
    IReadOnlyList<Trend> Trends,
    IReadOnlyList<string> Violations,
    string Table,
    string Chart)
{
    public bool IsFlat => Trends.All(trend => trend.IsFlat);

    public int Count(string what) =>
        Tallies.Where(tally => string.Equals(tally.What, what, StringComparison.Ordinal)).Sum(tally => tally.Count);

    public override string ToString() => string.Join(
        '\n',
        [
            string.Join(", ", Tallies.Select(tally => $"{tally.What} {tally.Count:N0}")),
            "",
            "| figure | unit | second quarter | last quarter | growth | |",
            "|---|---|---:|---:|---:|---|",
            .. Trends.Select(trend => $"{trend}"),
            "",
            IsFlat ? "All is flat." : "Something grows.",
        ]);
}
