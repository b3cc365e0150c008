namespace QueueService.Tests.Chaos;

/// <summary>What happened in a run.</summary>
/// <param name="Events">What was done to the service.</param>
/// <param name="Violations">Promises that were broken, in words.</param>
internal sealed record ChaosReport(
    int Sent,
    int Stored,
    int Received,
    int Acknowledged,
    IReadOnlyList<Tally> Events,
    IReadOnlyList<string> Violations)
{
    public int Count(string what) =>
        Events.Where(tally => string.Equals(tally.What, what, StringComparison.Ordinal)).Sum(tally => tally.Count);

    public override string ToString() =>
        $"sent {Sent:N0} (stored {Stored:N0}), received {Received:N0}, acknowledged {Acknowledged:N0}, "
        + string.Concat(Events.Select(tally => $"{tally.What} {tally.Count:N0}, "))
        + $"violations {Violations.Count:N0}";
}
