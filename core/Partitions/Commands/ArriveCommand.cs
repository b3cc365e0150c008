using QueueService.Partitions.Codec;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
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

        TransferNumber last = first.Plus(messages.Count - 1);
        TransferNumber taken = draft.Transfers.LastTaken(source);
        Arrival[] fresh = [.. messages.Skip((int)(taken.Value + 1 - first.Value))];
        SequenceNumber sequence = draft.TakeSequences(fresh.Length);
        TimeSpan delay = draft.State.Queue.IsFifo ? draft.State.Settings.Delay : TimeSpan.Zero;
        StoredMessage[] stored = new StoredMessage[fresh.Length];
        for (int n = 0; n < fresh.Length; n++)
        {
            stored[n] = new StoredMessage(
                draft.AddContent(ReadOnlyMemory<byte>.Empty, fresh[n].Content),
                delay > TimeSpan.Zero ? draft.Now + delay : null,
                Traits: fresh[n].Traits);
        }

        draft.Transfers.Take(source, last);
        draft.Add(new Arrived(source, last, sequence, stored));
        return Answer(true);
    }
}
