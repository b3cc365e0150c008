using System.Diagnostics.Metrics;

namespace QueueService.Replication.Loop;

/// <summary>
/// Tells what commits of a partition did. The instruments are those of the process and cost nothing while nobody
/// listens; names follow the semantic conventions of OpenTelemetry.
/// </summary>
internal sealed class CommitMeter(TimeProvider time)
{
    /// <summary>The meter that a telemetry exporter subscribes to.</summary>
    public const string Name = "QueueService.Engine";

    private static readonly Meter Instruments = new(Name);

    private static readonly Histogram<double> Durations = Instruments.CreateHistogram<double>(
        "queue.commit.duration", "s", "Time until a frame was durable, doubts about its outcome included.");

    private static readonly Histogram<long> Sizes = Instruments.CreateHistogram<long>(
        "queue.commit.size", "By", "Size of a frame with its payload.");

    private static readonly Counter<long> Conflicts = Instruments.CreateCounter<long>(
        "queue.commit.conflicts", "{commit}", "Commits that another process was faster than.");

    public long Begin() => Durations.Enabled ? time.GetTimestamp() : 0;

    public void End(long begin, CommitStatus status, long bytes)
    {
        if (begin != 0)
            Durations.Record(time.GetElapsedTime(begin).TotalSeconds);
        if (status == CommitStatus.Committed)
            Sizes.Record(bytes);
        else if (status == CommitStatus.Lost)
            Conflicts.Add(1);
    }
}
