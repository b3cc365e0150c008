using QueueService.Exchanges.Events;
using QueueService.Exchanges.Machine;
using QueueService.Partitions;
using QueueService.Replication;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Exchanges.Commands;

/// <summary>
/// Stores messages and has a copy set out to each partition that they go to: one commit, so all or nothing. Their route
/// was decided before, by a look that began after the publish was asked for.
/// </summary>
/// <param name="routes">For each partition the places of the messages that go there, in ascending order.</param>
internal sealed class PublishCommand(
    IReadOnlyList<PublishItem> items, IReadOnlyList<KeyValuePair<PartitionId, MessageRun[]>> routes)
    : ExchangeCommand<PublishReceipt>
{
    private const int BytesPerMessage = 64;
    private const int BytesPerDeparture = 32;
    private const int BytesPerRun = 8;

    public override int Bytes { get; } = items.Sum(item => item.Header.Length + item.Body.Length);

    public override int Weight => items.Count;

    public override int EventBytes { get; } = EventHeadBytes
        + (items.Count * BytesPerMessage)
        + routes.Sum(route => BytesPerDeparture + (route.Value.Length * BytesPerRun));

    protected override Decision Decide(ExchangeDraft draft)
    {
        if (draft.State.Retained.RefusalOf(items) is { } refusal)
            return Refuse(refusal);
        SequenceNumber first = draft.TakeSequences(items.Count);
        PublishedMessage[] messages = new PublishedMessage[items.Count];
        for (int n = 0; n < messages.Length; n++)
        {
            PublishItem item = items[n];
            draft.AddPayload(item.Header);
            draft.AddPayload(item.Body);
            messages[n] = new PublishedMessage(
                item.Header.Length + item.Body.Length, item.Delay, item.Group, item.Deduplication, item.RoutingKey)
            {
                Retention = item.Retention,
            };
        }

        Departure[] departures = new Departure[routes.Count];
        KeyValuePair<PartitionId, TransferNumber>[] last = new KeyValuePair<PartitionId, TransferNumber>[routes.Count];
        for (int n = 0; n < departures.Length; n++)
        {
            (PartitionId destination, MessageRun[] runs) = routes[n];
            int count = runs.Sum(run => run.Count);
            departures[n] = new Departure(destination, draft.Depart(destination, count), runs);
            last[n] = new(destination, departures[n].First.Plus(count - 1));
        }

        draft.Add(new Published(first, messages, departures));
        return Answer(new PublishReceipt(first, last));
    }
}
