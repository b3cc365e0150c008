using QueueService.Tests.Simulation.Record;
using QueueService.Tests.Simulation.Scenarios;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Checks;

/// <summary>What the checks look at, and what can be concluded from it under clocks that differ.</summary>
internal sealed class Evidence
{
    public Evidence(Plan plan, History history, Cluster cluster)
    {
        Plan = plan;
        History = history;
        Cluster = cluster;
        Stays =
        [
            .. history.Deliveries.GroupBy(delivery => (delivery.Partition, delivery.Sequence))
                .Select(group => new Stay(group.Key.Partition, group.Key.Sequence, [.. group.OrderBy(d => d.Count)])),
        ];
    }

    public Plan Plan { get; }

    public History History { get; }

    public Cluster Cluster { get; }

    /// <summary>Every place that some message was delivered from.</summary>
    public IReadOnlyList<Stay> Stays { get; }

    /// <summary>No clock shows more than true time and this.</summary>
    public TimeSpan Skew => Plan.Faults.Skew;

    /// <summary>True if a call to empty the queue may have had effect before a moment in true time.</summary>
    public bool MayBePurged(QueuePlan queue, Timestamp before) => History.Purges.Exists(
        purge => purge.Queue == queue && purge.MayBeDone && purge.Began <= before);

    /// <summary>True if a message that was stored after a moment may have outlived its queue by another.</summary>
    public bool MayBeExpired(QueuePlan queue, Timestamp stored, Timestamp before) =>
        before + Skew >= stored + queue.Retention + -Skew;

    /// <summary>The delays that a queue may have had at some moment from one to another in true time.</summary>
    public IEnumerable<TimeSpan> PossibleDelays(QueuePlan queue, Timestamp from, Timestamp to)
    {
        DelayChange[] changes =
            [.. History.DelayChanges.Where(change => change.Queue == queue && change.MayBeDone && change.Began <= to)];
        IEnumerable<TimeSpan> possible = changes
            .Where(change => !Array.Exists(changes, other => change.IsReplacedBy(other, from)))
            .Select(change => change.Delay);
        bool isChanged = Array.Exists(changes, change => change.IsDone && change.Answer!.Ended <= from);
        return isChanged ? possible : possible.Append(queue.Settings.Delay ?? TimeSpan.Zero);
    }

    /// <summary>True if a message may have left the queue other than through the hands of a client.</summary>
    public bool MayHaveMoved(QueuePlan queue) =>
        queue.DeadLetters is not null || History.Redrives.Exists(redrive => redrive.Queue == queue);

    /// <summary>True if a receive that nobody saw the answer of may have taken something before a moment.</summary>
    public bool MayBeTakenUnseen(QueuePlan queue, Timestamp before) => History.Receives.Exists(
        call => call.Queue == queue && call.MayBeIncomplete && call.Began <= before);
}
