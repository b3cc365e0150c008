using QueueService.Partitions.State;
using QueueService.Wire;

namespace QueueService.Partitions.Codec;

/// <summary>
/// Deduplication ids as bytes, in parts of snapshots: the key, and the differences to the entry before, about nineteen
/// bytes an id. Stored.
/// </summary>
internal static class DeduplicationCodec
{
    /// <param name="previous">The entry before; the default for the first one.</param>
    public static void Write(WireWriter writer, in DeduplicationEntry entry, in DeduplicationEntry previous)
    {
        writer.Fixed128(entry.Key.Value);
        writer.Difference(entry.ExpiresAt.UnixMilliseconds - previous.ExpiresAt.UnixMilliseconds);
        writer.Difference(entry.Message - previous.Message);
    }

    public static DeduplicationEntry Read(ref WireReader reader, in DeduplicationEntry previous) => new(
        new KeyHash(reader.Fixed128()),
        new Timestamp(previous.ExpiresAt.UnixMilliseconds + reader.Difference()),
        new SequenceNumber(previous.Message.Value + reader.Difference()));
}
