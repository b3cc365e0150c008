using QueueService.Partitions.Codec;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Partitions.Settings;
using QueueService.Partitions.State;
using QueueService.Replication;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Partitions.Commands;

/// <summary>
/// Takes messages that come from another partition; those that were taken before are passed over. False if it cannot be
/// told whether they were: the source is not known here, and may have been forgotten since it was looked at. Then the
/// source is to be looked at again, and what is still on its way sent with <see cref="SeenFrame"/>.
/// </summary>
/// <param name="first">The transfer number of the first one; the others follow.</param>
/// <param name="seen">
/// A frame of this partition that was there before the source was looked at. A source that was closed and forgotten by
/// then would have been found closed.
/// </param>
internal sealed class ArriveCommand(
    PartitionId source, TransferNumber first, IReadOnlyList<Arrival> messages, FrameNumber seen = default)
    : QueueCommand<bool>
{
    /// <summary>Where this partition was when it did not take the messages.</summary>
    public FrameNumber SeenFrame { get; private set; }

    public override int Bytes { get; } = messages.Sum(message => message.Content.Length);

    public override int Messages => messages.Count;

    public override int EventBytes { get; } = EventBounds.Event + messages.Sum(message =>
        EventBounds.ArrivedMessage + EventBounds.Story + EventBounds.Text(message.Traits.Detail));

    public override Decision Decide(QueueDraft draft)
    {
        switch (draft.Transfers.Compare(source, first, messages.Count, seen))
        {
            case ArrivalOrder.Forgotten:
                SeenFrame = draft.State.LastFrame;
                return Answer(false);
            case ArrivalOrder.Ahead:
                return Decision.Follow;
            case ArrivalOrder.Taken:
                return Answer(true);
        }

        TransferNumber taken = draft.Transfers.LastTaken(source);
        List<StoredMessage> stored = new(messages.Count);
        foreach (Arrival arrival in messages.Skip((int)(taken.Value + 1 - first.Value)))
        {
            if (Take(draft, arrival, draft.NextSequence.Plus(stored.Count)) is { } message)
                stored.Add(message);
        }

        TransferNumber last = first.Plus(messages.Count - 1);
        draft.Transfers.Take(source, last);
        draft.Add(new Arrived(source, last, draft.TakeSequences(stored.Count), [.. stored]));
        return Answer(true);
    }

    /// <summary>The message as it is stored here; null if it was published before, and its copy is here.</summary>
    private static StoredMessage? Take(QueueDraft draft, Arrival arrival, SequenceNumber sequence)
    {
        PartitionState state = draft.State;
        TimeSpan delay = state.Queue.IsFifo ? state.Settings.Delay : TimeSpan.Zero;
        MessageTraits traits = arrival.Traits;
        KeyHash key = KeyHash.None;
        if (state.Queue.IsFifo && traits.Group.IsNone)
            traits = traits with { Group = arrival.RoutingKey };
        if (arrival.Publish is { } publish)
        {
            if (!state.Queue.IsFifo)
                delay = publish.Delay ?? state.Settings.Delay;
            key = Key(state, publish, traits);
        }

        if (!key.IsNone)
        {
            if (draft.FindDuplicate(key) is not null)
                return null;
            draft.RememberDuplicate(key, sequence);
        }

        return new StoredMessage(
            draft.AddContent(ReadOnlyMemory<byte>.Empty, arrival.Content),
            delay > TimeSpan.Zero ? draft.Now + delay : null,
            key,
            traits);
    }

    /// <summary>In a FIFO queue the id of the message serves where no deduplication id was given.</summary>
    private static KeyHash Key(PartitionState state, ArrivalOfPublish publish, MessageTraits traits)
    {
        KeyHash id = publish.Deduplication;
        if (id.IsNone && state.Queue.IsFifo)
            id = KeyHash.Of(traits.Id!.Value.ToString());
        return id.IsNone || state.EffectiveScope != DeduplicationScope.MessageGroup ? id : id.Within(traits.Group);
    }
}
