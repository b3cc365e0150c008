using System.Diagnostics.Metrics;
using QueueService.Partitions.Events;
using QueueService.Partitions.State;
using QueueService.Queues.Metering;

namespace QueueService.Partitions.Loop;

/// <summary>
/// Tells what commits of a partition did. The instruments are those of the process and cost nothing while nobody
/// listens; names follow the semantic conventions of OpenTelemetry.
/// </summary>
internal sealed class CommitMeter(QueueCounters counters, TimeProvider time)
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

    /// <summary>Counts the messages of a frame that was committed and applied.</summary>
    public void Count(IReadOnlyList<PartitionEvent> events, PartitionState state)
    {
        foreach (PartitionEvent happened in events)
        {
            switch (happened)
            {
                case Sent sent:
                    counters.AddSent(sent.Messages.Length);
                    break;
                case Arrived arrived:
                    counters.AddSent(arrived.Messages.Length);
                    break;
                case Delivered delivered:
                    counters.AddReceived(delivered.Messages.Length, CountAgain(delivered, state));
                    break;
                case Acknowledged acknowledged:
                    counters.AddAcknowledged(acknowledged.Messages.Length);
                    break;
                case Expired expired:
                    counters.AddExpired(expired.Unread.Sum(range => range.Count) + expired.Touched.Length);
                    break;
                case Deleted deleted:
                    counters.AddDeleted(deleted.Unread.Sum(range => range.Count) + deleted.Touched.Length);
                    break;
                case Replaced:
                    counters.AddEdited();
                    break;
                case TransferStarted { Reason: MoveReason.Redrive } started:
                    counters.AddReplayed(started.Messages.Length);
                    break;
                case TransferStarted started:
                    counters.AddDeadLettered(started.Messages.Length);
                    break;
            }
        }
    }

    private static int CountAgain(Delivered delivered, PartitionState state)
    {
        int again = 0;
        foreach (MessageReference reference in delivered.Messages)
        {
            if (!reference.FirstTouch && state.Find(reference.Sequence) is { ReceiveCount: > 1 })
                again++;
        }

        return again;
    }
}
