using System.Diagnostics.Metrics;
using QueueService.Replication.Loop;

namespace QueueService.Replication.Snapshots;

/// <summary>Tells how the writing of snapshots went; the instruments are those of the process, tagged with the
/// kind of machine.</summary>
internal sealed class SnapshotMeter(TimeProvider time, string kind)
{
    private static readonly Meter Instruments = new(Meters.Name);

    private static readonly Histogram<double> Durations = Instruments.CreateHistogram<double>(
        "queue.snapshot.duration", "s", "Time from taking a snapshot until it was stored.");

    private static readonly Histogram<long> Sizes = Instruments.CreateHistogram<long>(
        "queue.snapshot.size", "By", "Bytes that were written for a snapshot; parts that were stored are not.");

    private static readonly Counter<long> Failures = Instruments.CreateCounter<long>(
        "queue.snapshot.failures", "{snapshot}", "Snapshots that could not be stored; each is tried again.");

    private readonly KeyValuePair<string, object?> _kind = Meters.Tag(kind);

    public long Begin() => time.GetTimestamp();

    public void End(long begin, WrittenSnapshot written)
    {
        Durations.Record(time.GetElapsedTime(begin).TotalSeconds, _kind);
        Sizes.Record(written.Length, _kind);
    }

    public void Fail() => Failures.Add(1, _kind);
}
