using QueueService.Partitions.Codec;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Partitions.Settings;
using QueueService.Partitions.State;
using QueueService.Replication;

namespace QueueService.Partitions.Commands;

/// <summary>Stores messages: all of them, or none if one does not suit the queue.</summary>
internal sealed class SendCommand(SendItem[] items) : QueueCommand<SentItem[]>
{
    /// <summary>Room comes as messages fall due and ids are forgotten.</summary>
    private static readonly TimeSpan WhenFull = TimeSpan.FromSeconds(10);

    public override int Bytes { get; } = items.Sum(item => item.Header.Length + item.Body.Length);

    public override int Messages => items.Length;

    public override int EventBytes => EventBounds.Event + (items.Length * EventBounds.SentMessage);

    public override Decision Decide(QueueDraft draft)
    {
        PartitionState state = draft.State;
        for (int n = 0; n < items.Length; n++)
        {
            if (Refusal(state, items[n], n) is { } refusal)
                return Refuse(refusal);
        }

        if (Overload(draft) is { } overload)
            return Refuse(overload);
        SentItem[] reply = new SentItem[items.Length];
        List<StoredMessage> stored = new(items.Length);
        SequenceNumber first = draft.NextSequence;
        for (int n = 0; n < items.Length; n++)
        {
            KeyHash key = Key(state, items[n]);
            if (!key.IsNone && draft.FindDuplicate(key) is { } original)
            {
                reply[n] = new SentItem(original, Deduplicated: true);
                continue;
            }

            SequenceNumber sequence = draft.TakeSequences(1);
            if (!key.IsNone)
                draft.RememberDuplicate(key, sequence);
            reply[n] = new SentItem(sequence, Deduplicated: false);
            stored.Add(Store(draft, items[n], key));
        }

        if (stored.Count > 0)
            draft.Add(new Sent(first, [.. stored]));
        return Answer(reply);
    }

    /// <summary>Refuses what the partition would have to hold one by one in memory, once it holds much of it.</summary>
    private BrokerException? Overload(QueueDraft draft)
    {
        PartitionState state = draft.State;
        bool isFullOfDelays = state.Delayed + items.Length > draft.Bounds.Delayed;
        bool isFullOfIds = state.Deduplication.Count + items.Length > draft.Bounds.DeduplicationIds;
        if (!isFullOfDelays && !isFullOfIds)
            return null;
        foreach (SendItem item in items)
        {
            if (isFullOfDelays && DelayOf(state, item) > TimeSpan.Zero)
                return TooManyDelayed(draft.Bounds.Delayed, "this queue");
            KeyHash key = Key(state, item);
            if (isFullOfIds && !key.IsNone && draft.FindDuplicate(key) is null)
                return TooManyIds(draft.Bounds.DeduplicationIds, "this queue");
        }

        return null;
    }

    /// <param name="where">What holds as many.</param>
    public static BrokerException TooManyDelayed(long most, string where) => new(
        BrokerErrorCode.Overloaded,
        $"{most} messages of {where} are delayed, and no more may be. Send or release without a delay, or when some "
        + "are due.")
    {
        RetryAfter = WhenFull,
    };

    /// <param name="where">What holds as many.</param>
    public static BrokerException TooManyIds(long most, string where) => new(
        BrokerErrorCode.Overloaded,
        $"{most} deduplication ids of {where} are remembered, and no more may be. Each is forgotten after "
        + "five minutes; send more slowly.")
    {
        RetryAfter = WhenFull,
    };

    private static TimeSpan DelayOf(PartitionState state, SendItem item) =>
        state.Queue.IsFifo ? state.Settings.Delay : item.Delay ?? state.Settings.Delay;

    private static StoredMessage Store(QueueDraft draft, SendItem item, KeyHash key)
    {
        TimeSpan delay = DelayOf(draft.State, item);
        return new StoredMessage(
            draft.AddContent(item.Header, item.Body),
            delay > TimeSpan.Zero ? draft.Now + delay : null,
            key,
            item.Group.IsNone ? null : new MessageTraits { Group = item.Group });
    }

    private static KeyHash Key(PartitionState state, SendItem item)
    {
        KeyHash id = item.Deduplication;
        if (id.IsNone && state.Queue.IsFifo && state.Settings.ContentBasedDeduplication)
            id = item.ContentHash;
        return id.IsNone || state.EffectiveScope != DeduplicationScope.MessageGroup ? id : id.Within(item.Group);
    }

    private static BrokerException? Refusal(PartitionState state, SendItem item, int index)
    {
        if (item.Size > state.Settings.MaxMessageBytes)
        {
            return new BrokerException(
                BrokerErrorCode.MessageTooLarge,
                $"messages[{index}] has {item.Size} bytes of body and attributes; the queue takes at most "
                + $"{state.Settings.MaxMessageBytes}. Send a reference instead"
                + (state.Settings.MaxMessageBytes < Limits.MaxMessageBytes ? ", or raise maxMessageBytes." : "."));
        }

        if (!state.Queue.IsFifo)
            return null;
        if (item.Group.IsNone)
            return Invalid(index, "needs a groupId: every message of a FIFO queue belongs to a group.");
        if (item.Delay > TimeSpan.Zero)
            return Invalid(index, "cannot have a delay of its own on a FIFO queue; set delaySeconds on the queue.");
        if (item.Deduplication.IsNone && !state.Settings.ContentBasedDeduplication)
            return Invalid(index, "needs a deduplicationId, or switch contentBasedDeduplication on for the queue.");
        return null;
    }

    private static BrokerException Invalid(int index, string what) =>
        new(BrokerErrorCode.InvalidMessage, $"messages[{index}] {what}");
}
