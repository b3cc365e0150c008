using QueueService.Wire;

namespace QueueService.Partitions.Codec;

/// <summary>The way of a dead letter as bytes. Stored, in events and traits.</summary>
internal static class ForwardCodec
{
    private const byte HasRoutingKey = 1;

    public static void Write(WireWriter writer, Forward forward)
    {
        writer.Byte(forward.RoutingKey is null ? (byte)0 : HasRoutingKey);
        writer.Text(forward.Exchange);
        if (forward.RoutingKey is { } key)
            writer.Text(key);
    }

    public static Forward Read(ref WireReader reader)
    {
        byte flags = reader.Byte();
        if ((flags & ~HasRoutingKey) != 0)
            throw new UnknownFormatException($"Unknown flags {flags} of the way of a dead letter.");
        return new Forward(reader.Text(), (flags & HasRoutingKey) != 0 ? reader.Text() : null);
    }
}
