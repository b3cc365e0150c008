using System.Buffers.Binary;
using QueueService.Partitions.Messages;
using QueueService.Storage;

namespace QueueService.Partitions;

/// <summary>
/// Message ids from places: an RFC 9562 version 8 UUID of 60 bits of incarnation, 6 bits of partition and 56 bits of
/// sequence number, so an id is unique, costs no storage, and tells where the message was first stored.
/// </summary>
internal static class MessageIds
{
    /// <summary>Incarnations have 60 bits, which is what a message id has room for.</summary>
    public const ulong IncarnationMask = (1UL << 60) - 1;

    /// <summary>The id of a message that may have come from elsewhere, and then brought one along.</summary>
    public static MessageId Of(PartitionId partition, SequenceNumber sequence, MessageTraits? traits) =>
        traits?.Id ?? Of(partition, sequence);

    /// <summary>Where a message of this id was first stored; null if it is no id of a message.</summary>
    public static (PartitionId Partition, SequenceNumber Sequence)? PlaceOf(MessageId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        ulong high = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        ulong low = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        if ((high & 0xF000) != 0x8000 || low >> 62 != 2)
            return null;
        ulong incarnation = ((high >> 16) << 12) | (high & 0xFFF);
        return (
            new PartitionId(incarnation, (int)(low >> 56) & 63), new SequenceNumber((long)(low & ((1UL << 56) - 1))));
    }

    /// <summary>The id of a message that is stored nowhere.</summary>
    /// <param name="random">128 random bits.</param>
    public static MessageId OfNothing(UInt128 random) => Of(
        new PartitionId((ulong)random & IncarnationMask, 0), new SequenceNumber((long)((ulong)(random >> 64) >> 8)));

    public static MessageId Of(PartitionId partition, SequenceNumber sequence)
    {
        // 48 bits, version, 12 bits | variant, 6 bits of partition, 56 bits of sequence
        ulong high = ((partition.Incarnation >> 12) << 16) | 0x8000 | (partition.Incarnation & 0xFFF);
        ulong low = (2UL << 62) | ((ulong)partition.Index << 56) | (ulong)sequence.Value;
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, high);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], low);
        return new MessageId(new Guid(bytes, bigEndian: true));
    }
}
