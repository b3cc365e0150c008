using System.Buffers.Binary;
using QueueService.Partitions.Messages;
using QueueService.Wire;

namespace QueueService.Partitions.Codec;

/// <summary>
/// Message traits as bytes: a byte of flags that says which members follow; behind those another one, for newer ones.
/// </summary>
internal static class TraitsCodec
{
    private const byte HasGroup = 1;
    private const byte HasId = 2;
    private const byte HasEnqueuedAt = 4;
    private const byte HasFirstReceivedAt = 8;
    private const byte HasPriorReceives = 16;
    private const byte HasOrigin = 32;
    private const byte HasMore = 128;
    private const byte Known = 63 | HasMore;

    // In the second byte of flags: from the third feature level on.
    private const byte HasDetail = 1;
    private const byte HasReplays = 2;
    private const byte IsEdited = 4;

    // From the fourth feature level on.
    private const byte HasForward = 8;
    private const byte HasOriginReceives = 16;
    private const byte KnownMore = 31;

    public static void Write(WireWriter writer, MessageTraits? traits)
    {
        byte flags = Flags(traits);
        writer.Byte(flags);
        if (traits is null)
            return;
        if (!traits.Group.IsNone)
            writer.Fixed128(traits.Group.Value);
        if (traits.Id is { } id)
            writer.Fixed128(ToNumber(id));
        if (traits.EnqueuedAt is { } enqueuedAt)
            writer.Number(enqueuedAt.UnixMilliseconds);
        if (traits.FirstReceivedAt is { } firstReceivedAt)
            writer.Number(firstReceivedAt.UnixMilliseconds);
        if (traits.PriorReceives != 0)
            writer.Number(traits.PriorReceives);
        if (traits.Origin is { } origin)
        {
            writer.Text(origin.Queue);
            writer.Byte((byte)origin.Reason);
            writer.Number(origin.MovedAt.UnixMilliseconds);
        }

        if ((flags & HasMore) != 0)
            WriteMore(writer, traits);
    }

    public static MessageTraits? Read(ref WireReader reader)
    {
        byte flags = reader.Byte();
        if ((flags & ~Known) != 0)
            throw new UnknownFormatException($"Unknown message traits {flags}.");
        if (flags == 0)
            return null;
        MessageTraits traits = new()
        {
            Group = (flags & HasGroup) != 0 ? new KeyHash(reader.Fixed128()) : KeyHash.None,
            Id = (flags & HasId) != 0 ? FromNumber(reader.Fixed128()) : null,
            EnqueuedAt = (flags & HasEnqueuedAt) != 0 ? new Timestamp(reader.Number()) : null,
            FirstReceivedAt = (flags & HasFirstReceivedAt) != 0 ? new Timestamp(reader.Number()) : null,
            PriorReceives = (flags & HasPriorReceives) != 0 ? reader.Int32() : 0,
            Origin = (flags & HasOrigin) != 0 ? ReadOrigin(ref reader) : null,
        };
        return (flags & HasMore) != 0 ? ReadMore(ref reader, traits) : traits;
    }

    private static byte Flags(MessageTraits? traits)
    {
        if (traits is null)
            return 0;
        int flags = traits.Group.IsNone ? 0 : HasGroup;
        flags |= traits.Id is null ? 0 : HasId;
        flags |= traits.EnqueuedAt is null ? 0 : HasEnqueuedAt;
        flags |= traits.FirstReceivedAt is null ? 0 : HasFirstReceivedAt;
        flags |= traits.PriorReceives == 0 ? 0 : HasPriorReceives;
        flags |= traits.Origin is null ? 0 : HasOrigin;
        flags |= MoreFlags(traits) == 0 ? 0 : HasMore;
        return (byte)flags;
    }

    private static byte MoreFlags(MessageTraits traits)
    {
        int flags = traits.Detail is null ? 0 : HasDetail;
        flags |= traits.Replays is null ? 0 : HasReplays;
        flags |= traits.IsEdited ? IsEdited : 0;
        flags |= traits.Forward is null ? 0 : HasForward;
        flags |= traits.Origin is null or { Receives: 0 } ? 0 : HasOriginReceives;
        return (byte)flags;
    }

    private static void WriteMore(WireWriter writer, MessageTraits traits)
    {
        writer.Byte(MoreFlags(traits));
        if (traits.Detail is not null)
            writer.Text(traits.Detail);
        if (traits.Replays is { } replays)
        {
            writer.Number(replays.Count);
            writer.Number(replays.At.UnixMilliseconds);
            writer.Text(replays.By);
        }

        if (traits.Forward is { } forward)
            ForwardCodec.Write(writer, forward);
        if (traits.Origin is { Receives: > 0 } origin)
            writer.Number(origin.Receives);
    }

    private static MessageTraits ReadMore(ref WireReader reader, MessageTraits traits)
    {
        byte flags = reader.Byte();
        if ((flags & ~KnownMore) != 0 || flags == 0)
            throw new UnknownFormatException($"Unknown message traits {HasMore}.{flags}.");
        return traits with
        {
            Detail = (flags & HasDetail) != 0 ? reader.Text() : null,
            Replays = (flags & HasReplays) != 0
                ? new Replays(reader.Int32(), new Timestamp(reader.Number()), reader.Text())
                : null,
            IsEdited = (flags & IsEdited) != 0,
            Forward = (flags & HasForward) != 0 ? ForwardCodec.Read(ref reader) : null,
            Origin = (flags & HasOriginReceives) != 0 ? ReadReceives(ref reader, traits.Origin) : traits.Origin,
        };
    }

    private static Origin ReadOrigin(ref WireReader reader)
    {
        string queue = reader.Text();
        MoveReason reason = WireReader.Choice<MoveReason>(reader.Byte());
        return new Origin(queue, reason, new Timestamp(reader.Number()));
    }

    private static Origin ReadReceives(ref WireReader reader, Origin? origin)
    {
        int receives = reader.Int32();
        return origin is not null && receives > 0
            ? origin with { Receives = receives }
            : throw new FormatException("What is said of a dead letter is said of none.");
    }

    private static UInt128 ToNumber(MessageId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private static MessageId FromNumber(UInt128 number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return new MessageId(new Guid(bytes, bigEndian: true));
    }
}
