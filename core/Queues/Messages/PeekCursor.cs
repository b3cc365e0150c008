using System.Globalization;
using QueueService.Partitions;

namespace QueueService.Queues.Messages;

/// <summary>Where a peek goes on: <c>partition.sequence</c>.</summary>
internal readonly record struct PeekCursor(int Partition, SequenceNumber After)
{
    /// <summary>Throws <c>InvalidCursor</c>.</summary>
    public static PeekCursor Parse(string? text)
    {
        if (text is null)
            return default;
        int dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0
            && int.TryParse(text.AsSpan(0, dot), NumberStyles.None, null, out int partition)
            && partition < Limits.MaxPartitions
            && long.TryParse(text.AsSpan(dot + 1), NumberStyles.None, null, out long after)
            && after < long.MaxValue
            ? new PeekCursor(partition, new SequenceNumber(after))
            : throw new BrokerException(BrokerErrorCode.InvalidCursor, "cursor must be one that a listing answered.");
    }

    public override string ToString() => $"{Partition}.{After.Value}";
}
