using QueueService.Partitions.Codec;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Partitions.Settings;
using QueueService.Partitions.State;
using QueueService.Replication;
using QueueService.Storage;

namespace QueueService.Partitions.Commands;

/// <summary>
/// Sets dead letters on their way that are held here, each to all its destinations in one commit. Does nothing with
/// those that are not held any more, and nothing at all once the queue has another setting than they were asked by.
/// </summary>
internal sealed class ForwardCommand(DeadLetterSetting setting, IReadOnlyList<HeldWay> ways) : QueueCommand<bool>
{
    public override int Messages { get; } = ways.Sum(way => way.Destinations.Count + 1);

    public override int EventBytes => (Messages * (EventBounds.Event + EventBounds.Sequence + EventBounds.Range))
        + EventBounds.Event + EventBounds.Text(setting.Exchange?.Value) + EventBounds.Text(setting.RoutingKey);

    public override Decision Decide(QueueDraft draft)
    {
        if (draft.State.Settings.DeadLetter != setting)
            return Answer(false);
        List<(MessageEntry Entry, IReadOnlyList<PartitionId> Destinations)> leaving = [];
        List<SequenceNumber> dropped = [];
        foreach (HeldWay way in ways)
        {
            if (draft.State.Find(way.Message) is not { Hold: Hold.Held } entry || !draft.TryClaim(entry))
                continue;
            if (way.Destinations.Count > 0)
                leaving.Add((entry, way.Destinations));
            else
                dropped.Add(way.Message);
        }

        Leave(draft, leaving);
        if (dropped.Count > 0)
            draft.Add(new Dropped([.. dropped]));
        return Answer(true);
    }

    private void Leave(
        QueueDraft draft, List<(MessageEntry Entry, IReadOnlyList<PartitionId> Destinations)> leaving)
    {
        if (leaving.Count == 0)
            return;
        if (setting.Exchange is { } exchange)
        {
            draft.Add(new Forwarded(
                new Forward(exchange.Value, setting.RoutingKey), [.. leaving.Select(way => way.Entry.Sequence)]));
        }

        foreach (var died in leaving.GroupBy(way => way.Entry.Leaving))
        {
            draft.StartTransfers(
                died.Key, died.SelectMany(way => way.Destinations.Select(destination => (way.Entry, destination))));
        }
    }
}
