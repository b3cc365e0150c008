using System.Diagnostics.Metrics;

namespace QueueService.Replication.Loop;

/// <summary>
/// Tells what commits of a partition did. The instruments are those of the process, tagged with the kind of machine,
/// and cost nothing while nobody listens; names follow the semantic conventions of OpenTelemetry.
/// </summary>
internal sealed class CommitMeter(TimeProvider time, string kind)
{
    private static readonly Meter Instruments = new(Meters.Name);

    private static readonly Histogram<double> Durations = Instruments.CreateHistogram<double>(
        "queue.commit.duration", "s", "Time until a frame was durable, doubts about its outcome included.");

    private static readonly Histogram<long> Sizes = Instruments.CreateHistogram<long>(
        "queue.commit.size", "By", "Size of a frame with its payload.");

    private static readonly Counter<long> Conflicts = Instruments.CreateCounter<long>(
        "queue.commit.conflicts", "{commit}", "Commits that another process was faster than.");

    private static readonly Counter<long> Doubts = Instruments.CreateCounter<long>(
        "queue.commit.doubts", "{commit}", "Commits of which the store did not say at once what became of them.");

    private readonly KeyValuePair<string, object?> _kind = Meters.Tag(kind);

    public long Begin() => Durations.Enabled ? time.GetTimestamp() : 0;

    /// <param name="wasInDoubt">True if the store did not say at once what became of the commit.</param>
    public void End(long begin, CommitStatus status, bool wasInDoubt, long bytes)
    {
        if (begin != 0)
            Durations.Record(time.GetElapsedTime(begin).TotalSeconds, _kind);
        if (status == CommitStatus.Committed)
            Sizes.Record(bytes, _kind);
        else if (status == CommitStatus.Lost)
            Conflicts.Add(1, _kind);
        if (status == CommitStatus.Unknown)
            Doubts.Add(1, _kind, new KeyValuePair<string, object?>("outcome", "unknown"));
        else if (wasInDoubt)
            Doubts.Add(1, _kind, new KeyValuePair<string, object?>("outcome", "settled"));
    }
}
