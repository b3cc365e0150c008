using QueueService.Storage;

namespace QueueService.Partitions.State;

/// <content>Messages that come here.</content>
internal sealed partial class PartitionState
{
    private void Append(
        FrameNumber frame, int index, Timestamp time, SequenceNumber first, StoredMessage[] messages)
    {
        if (first != NextSequence)
            throw new InvalidOperationException($"Message {first.Value} cannot follow {NextSequence.Value - 1}.");
        for (int n = 0; n < messages.Length; n++)
        {
            StoredMessage message = messages[n];
            SequenceNumber sequence = first.Plus(n);
            Timestamp enqueuedAt = message.Traits?.EnqueuedAt ?? time;
            if (!message.Deduplication.IsNone)
            {
                Deduplication.Add(new DeduplicationEntry(
                    message.Deduplication, time + Limits.DeduplicationWindow, sequence));
            }

            if (message.VisibleAt is { } visibleAt)
            {
                AddHeld(
                    new(sequence, frame, index + n, message.Length, enqueuedAt, message.Traits?.ForState), visibleAt);
                continue;
            }

            int count = 1;
            long bytes = message.Length;
            KeyHash group = message.Traits?.Group ?? KeyHash.None;
            while (n + 1 < messages.Length && Continues(messages[n + 1], time, enqueuedAt))
            {
                n++;
                count++;
                bytes += messages[n].Length;
                if (messages[n].Traits?.Group != group)
                    group = KeyHash.None;
                if (!messages[n].Deduplication.IsNone)
                {
                    Deduplication.Add(new DeduplicationEntry(
                        messages[n].Deduplication, time + Limits.DeduplicationWindow, first.Plus(n)));
                }
            }

            if (!Queue.IsFifo)
                group = KeyHash.None;
            AppendUnread(new UnreadRun(sequence, count, frame, index + n - count + 1, enqueuedAt, bytes, group));
        }

        NextSequence = first.Plus(messages.Length);
    }

    private static bool Continues(StoredMessage message, Timestamp time, Timestamp enqueuedAt) =>
        message.VisibleAt is null && (message.Traits?.EnqueuedAt ?? time) == enqueuedAt;

    private void AddHeld(MessageEntry entry, Timestamp visibleAt)
    {
        _entries.Add(entry.Sequence, entry);
        AddTouched(entry);
        _order.Add(entry);
        SetHold(entry, Hold.Delayed, visibleAt);
    }
}
