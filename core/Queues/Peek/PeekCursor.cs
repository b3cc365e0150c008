using System.Globalization;
using QueueService.Partitions;

namespace QueueService.Queues.Peek;

/// <summary>
/// Where a look goes on. As text: the order (<c>o</c>, <c>n</c> or <c>d</c>), then by partition the last message that
/// was seen; by due time the time, the partition and the number of the last one.
/// </summary>
internal sealed class PeekCursor
{
    private readonly PeekOrder _order;
    private readonly List<long> _seen = [];

    public PeekCursor(PeekOrder order)
    {
        _order = order;
        if (order == PeekOrder.Due)
            _seen.AddRange([0, 0, 0]);
    }

    /// <summary>The last message that was seen by due time.</summary>
    public DueKey Due => new(new Timestamp(_seen[0]), (int)_seen[1], new SequenceNumber(_seen[2]));

    /// <summary>The last message of a partition that was seen; one before all if none was.</summary>
    public SequenceNumber this[int partition]
    {
        get => partition < _seen.Count && _seen[partition] > 0 ? new SequenceNumber(_seen[partition])
            : _order == PeekOrder.Newest ? new SequenceNumber(long.MaxValue)
            : default;
        set
        {
            while (_seen.Count <= partition)
                _seen.Add(0);
            _seen[partition] = value.Value;
        }
    }

    /// <summary>Throws <c>InvalidCursor</c>, also for one of another order.</summary>
    public static PeekCursor Parse(string? text, PeekOrder order)
    {
        PeekCursor cursor = new(order);
        if (text is null)
            return cursor;
        if (text.Length < 2 || text[0] != Letter(order))
            throw Invalid();
        cursor._seen.Clear();
        foreach (Range part in text.AsSpan(1).Split('.'))
        {
            cursor._seen.Add(
                long.TryParse(text.AsSpan(1)[part], NumberStyles.None, null, out long seen) && seen < long.MaxValue
                    && cursor._seen.Count < Limits.MaxPartitions
                    ? seen
                    : throw Invalid());
        }

        return order == PeekOrder.Due && (cursor._seen.Count != 3 || cursor._seen[1] >= Limits.MaxPartitions)
            ? throw Invalid()
            : cursor;
    }

    /// <summary>Before what is due at this time.</summary>
    public void BeginAt(Timestamp due)
    {
        // Behind every message that is due a millisecond earlier.
        (_seen[0], _seen[1], _seen[2]) = (
            Math.Max(0, due.UnixMilliseconds - 1), Limits.MaxPartitions - 1, long.MaxValue - 1);
    }

    /// <summary>
    /// At this message of a partition: from the oldest on with it, from the newest on behind it. Null: all messages are
    /// on the side of the older ones.
    /// </summary>
    public void BeginAt(int partition, SequenceNumber? message)
    {
        long number = message?.Value ?? long.MaxValue - 1;
        this[partition] = new SequenceNumber(_order == PeekOrder.Oldest && message is not null ? number - 1 : number);
    }

    /// <summary>Notes that this message was seen, the last one so far.</summary>
    public void Pass(WalkedMessage message)
    {
        if (_order == PeekOrder.Due)
        {
            (_seen[0], _seen[1], _seen[2]) =
                (message.Due.Time.UnixMilliseconds, message.Partition, message.Delivery.Sequence.Value);
        }
        else
        {
            this[message.Partition] = message.Delivery.Sequence;
        }
    }

    public override string ToString() => Letter(_order) + string.Join('.', _seen);

    private static char Letter(PeekOrder order) => order switch
    {
        PeekOrder.Oldest => 'o',
        PeekOrder.Newest => 'n',
        _ => 'd',
    };

    private static BrokerException Invalid() => new(
        BrokerErrorCode.InvalidCursor, "cursor must be one that the same call has answered, in the same order.");
}
