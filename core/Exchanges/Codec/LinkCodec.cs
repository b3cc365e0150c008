using QueueService.Exchanges.Matching;
using QueueService.Exchanges.State;
using QueueService.Wire;

namespace QueueService.Exchanges.Codec;

/// <summary>Bindings that stand as bytes. Stored: pinned by <c>ExchangeFormatTests</c>.</summary>
internal static class LinkCodec
{
    public static void Write(WireWriter writer, Link link)
    {
        writer.Fixed64(link.Incarnation);
        BindingCodec.Write(writer, link.Binding);
    }

    public static Link Read(ref WireReader reader)
    {
        ulong incarnation = reader.Fixed64();
        return new Link(BindingCodec.Read(ref reader), incarnation);
    }

    /// <summary>How many bytes it has.</summary>
    public static int Size(Link link)
    {
        WireWriter writer = new();
        Write(writer, link);
        return writer.Length;
    }
}
