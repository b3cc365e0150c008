using QueueService.Partitions.Codec;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Storage;

namespace QueueService.Partitions.Commands;

/// <summary>Takes messages that come from another partition; those that were taken before are passed over.</summary>
/// <param name="first">The transfer number of the first one; the others follow.</param>
internal sealed class ArriveCommand(PartitionId source, TransferNumber first, IReadOnlyList<Arrival> messages)
    : PartitionCommand<bool>
{
    public override int Bytes { get; } = messages.Sum(message => message.Content.Length);

    public override int Messages => messages.Count;

    public override int EventBytes => EventBounds.Event + (messages.Count * EventBounds.ArrivedMessage);

    public override Decision Decide(Draft draft)
    {
        TransferNumber taken = draft.LastTaken(source);
        TransferNumber last = first.Plus(messages.Count - 1);

        // The source sends what another process has not had taken here already.
        if (first > taken.Plus(1))
            return Decision.Follow;
        if (last <= taken)
            return Answer(true);
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

        draft.RememberTaken(source, last);
        draft.Add(new Arrived(source, last, sequence, stored));
        return Answer(true);
    }
}
