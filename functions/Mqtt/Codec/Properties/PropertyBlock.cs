using System.Runtime.CompilerServices;
using System.Text;
using QueueService.Functions.Mqtt.Codec.Packets;

namespace QueueService.Functions.Mqtt.Codec.Properties;

/// <summary>
/// The properties of a packet, each checked where it stands: known, allowed there, once unless it is a User Property,
/// well-formed and of a legal value. Of a block that was refused nothing may be asked.
/// </summary>
internal ref struct PropertyBlock
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private ulong _present;
    private Places _places;

    private PropertyBlock(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    /// <summary>All properties as they stand on the wire, without their length.</summary>
    public readonly ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>Reads length and properties; what is wrong with them, the body is told.</summary>
    public static PropertyBlock Read(scoped ref BodyReader body, PropertyPlaces place) =>
        Read(ref body, body.VariableBytes(), place);

    /// <summary>Reads properties of which the length is known.</summary>
    public static PropertyBlock Read(scoped ref BodyReader body, ReadOnlyMemory<byte> bytes, PropertyPlaces place)
    {
        PropertyBlock block = new(bytes);
        if (bytes.IsEmpty)
            return block;
        BodyReader reader = new(bytes);
        while (!reader.IsAtEnd)
            block.ReadOne(ref reader, place);
        body.Adopt(reader.Refusal);
        return block;
    }

    public readonly bool Has(PropertyId id) => (_present & (1UL << (int)id)) != 0;

    /// <summary>The value of a property that is a number; null if it is absent.</summary>
    public readonly uint? Number(PropertyId id)
    {
        if (!Has(id))
            return null;
        BodyReader reader = At(id);
        return Value(ref reader, PropertyRules.Of((byte)id).Kind);
    }

    public readonly bool? Flag(PropertyId id) => Number(id) is { } number ? number != 0 : null;

    /// <summary>
    /// The value of a property that is a text or binary, as memory of the block; null if it is absent.
    /// </summary>
    public readonly ReadOnlyMemory<byte>? Binary(PropertyId id)
    {
        // A bare null in a conditional expression would become an empty memory.
        if (!Has(id))
            return null;
        return At(id).Binary();
    }

    /// <summary>The same, in memory of its own.</summary>
    public readonly byte[]? Copy(PropertyId id) => Binary(id)?.ToArray();

    public readonly string? Text(PropertyId id) =>
        Binary(id) is { } utf8 ? Encoding.UTF8.GetString(utf8.Span) : null;

    /// <summary>In their order.</summary>
    public readonly IReadOnlyList<UserProperty> UserProperties()
    {
        if (!Has(PropertyId.UserProperty))
            return [];
        List<UserProperty> found = [];
        BodyReader reader = new(_bytes);
        while (!reader.IsAtEnd)
        {
            byte id = reader.Byte();
            if (id == (byte)PropertyId.UserProperty)
                found.Add(new UserProperty(reader.Text(), reader.Text()));
            else
                Value(ref reader, PropertyRules.Of(id).Kind);
        }

        return found;
    }

    /// <summary>
    /// Where a property stands in <see cref="Bytes"/>, its id included; null if it is absent.
    /// </summary>
    public readonly Range? Entry(PropertyId id)
    {
        if (!Has(id))
            return null;
        int start = _places[(int)id];
        BodyReader reader = At(id);
        Value(ref reader, PropertyRules.Of((byte)id).Kind);
        return (start - 1)..(start + reader.Position);
    }

    private readonly BodyReader At(PropertyId id) => new(_bytes[_places[(int)id]..]);

    private void ReadOne(scoped ref BodyReader reader, PropertyPlaces place)
    {
        byte id = reader.Byte();
        PropertyRule rule = PropertyRules.Of(id);
        if ((rule.Places & place) == PropertyPlaces.None)
        {
            reader.Refuse(ReasonCode.MalformedPacket, $"The property 0x{id:X2} does not belong in this packet.");
            return;
        }

        ulong bit = 1UL << id;
        if ((_present & bit) != 0 && rule.Kind != PropertyKind.Pair)
            reader.Refuse(ReasonCode.ProtocolError, $"The property {(PropertyId)id} is there twice.");
        _present |= bit;
        _places[id] = reader.Position;
        if (IsForbidden(rule.Check, Value(ref reader, rule.Kind)))
            reader.Refuse(ReasonCode.ProtocolError, $"The property {(PropertyId)id} may not have this value.");
    }

    /// <summary>The number, or of a text 1 if it has a wildcard.</summary>
    private static uint Value(scoped ref BodyReader reader, PropertyKind kind)
    {
        switch (kind)
        {
            case PropertyKind.Byte:
                return reader.Byte();
            case PropertyKind.TwoBytes:
                return reader.UInt16();
            case PropertyKind.FourBytes:
                return reader.UInt32();
            case PropertyKind.VariableByteInteger:
                return (uint)reader.VariableInteger();
            case PropertyKind.Binary:
                reader.Binary();
                return 0;
            case PropertyKind.Text:
                return reader.Utf8().Span.ContainsAny("+#"u8) ? 1u : 0;
            default:
                reader.Utf8();
                reader.Utf8();
                return 0;
        }
    }

    private static bool IsForbidden(PropertyCheck check, uint value) => check switch
    {
        PropertyCheck.NotZero => value == 0,
        PropertyCheck.ZeroOrOne => value > 1,
        PropertyCheck.NoWildcard => value != 0,
        _ => false,
    };

    /// <summary>Where the value of each property begins, of a User Property that of the last one.</summary>
    [InlineArray(PropertyRules.Count)]
    private struct Places
    {
        private int _first;
    }
}
