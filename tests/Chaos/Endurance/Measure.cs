namespace QueueService.Tests.Chaos.Endurance;

/// <summary>One figure of each sample.</summary>
/// <param name="Group">Those of one group share a panel of the chart.</param>
/// <param name="Tolerance">Growth in its unit that does not count.</param>
/// <param name="Growth">The share of growth that does not count either; null: it may do what it wants.</param>
internal sealed record Measure(
    string Group, string Name, string Unit, Func<Sample, double> Of, double Tolerance, double? Growth)
{
    private const double Steady = 0.10;

    // Latencies tell as much of what else the machine does.
    private const double Shaky = 0.25;

    /// <summary>All of them.</summary>
    /// <param name="logUnit">rows or MiB.</param>
    public static IReadOnlyList<Measure> All(string logUnit) =>
    [
        new("Load", "sent", "messages/s", sample => sample.SentPerSecond, 0, null),
        new("Load", "acknowledged", "messages/s", sample => sample.AckedPerSecond, 0, null),
        new("Messages in the service", "backlog", "messages", sample => sample.Backlog, 200, Steady),
        new("Memory", "resident", "MiB", sample => sample.ResidentMiB, 10, Steady),
        new("Memory", "managed heap", "MiB", sample => sample.HeapMiB, 10, Steady),
        new("Logs", "logs", logUnit, sample => sample.Log, 10, Steady),
        new("Blobs", "blobs", "blobs", sample => sample.Blobs, 3, Steady),
        new("Latency, median", "send", "ms", sample => sample.Send.Median, 2, Shaky),
        new("Latency, median", "acknowledge", "ms", sample => sample.Ack.Median, 2, Shaky),
        new("Latency, median", "send to delivery", "ms", sample => sample.Delivery.Median, 2, Shaky),
        new("Latency, 99 of 100", "send", "ms", sample => sample.Send.P99, 20, Shaky),
        new("Latency, 99 of 100", "acknowledge", "ms", sample => sample.Ack.P99, 20, Shaky),
        new("Latency, 99 of 100", "send to delivery", "ms", sample => sample.Delivery.P99, 20, Shaky),
    ];
}
