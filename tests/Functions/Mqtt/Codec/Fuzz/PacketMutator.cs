namespace QueueService.Tests.Functions.Mqtt.Codec.Fuzz;

/// <summary>Makes inputs of legal packets: unaltered, with up to four mutations, or of random bytes.</summary>
internal sealed class PacketMutator(Random random, byte[][] packets)
{
    /// <summary>Longer packets are cut off.</summary>
    public const int MaxBytes = 1024;

    /// <summary>Bytes at which something changes: lengths, limits of characters, flags, ids of properties.</summary>
    private static readonly byte[] Telling =
    [
        0, 1, 2, 3, 4, 8, 9, 11, 17, 21, 31, 33, 35, 38, (byte)'+', (byte)'/', 0x7F, 0x80, 0x81, 0xC0, 0xC3, 0xED, 0xFF,
    ];

    private readonly byte[] _buffer = new byte[MaxBytes];

    /// <summary>The next input, which lasts until the one after it.</summary>
    public ReadOnlyMemory<byte> Next()
    {
        if (random.Next(16) == 0)
        {
            Span<byte> bytes = _buffer.AsSpan(0, random.Next(1, 64));
            random.NextBytes(bytes);
            return _buffer.AsMemory(0, bytes.Length);
        }

        byte[] packet = packets[random.Next(packets.Length)];
        int length = Math.Min(packet.Length, MaxBytes);
        packet.AsSpan(0, length).CopyTo(_buffer);
        for (int n = random.Next(5); n > 0 && length > 0; n--)
            length = Mutate(length);
        return _buffer.AsMemory(0, length);
    }

    /// <summary>The outcome is how many bytes there are then.</summary>
    private int Mutate(int length)
    {
        int at = random.Next(length);
        switch (random.Next(7))
        {
            case 0:
                _buffer[at] ^= (byte)(1 << random.Next(8));
                return length;
            case 1:
                _buffer[at] = (byte)random.Next(256);
                return length;
            case 2:
                _buffer[at] = Telling[random.Next(Telling.Length)];
                return length;
            case 3:
                return at;
            case 4:
                int removed = Math.Min(random.Next(1, 8), length - at);
                _buffer.AsSpan((at + removed)..length).CopyTo(_buffer.AsSpan(at));
                return length - removed;
            case 5:
                return Insert(at, length, _buffer.AsSpan(at, Math.Min(random.Next(1, 30), length - at)).ToArray());
            default:
                byte[] other = packets[random.Next(packets.Length)];
                int from = random.Next(other.Length);
                return Insert(at, length, other.AsSpan(from, Math.Min(random.Next(1, 30), other.Length - from)));
        }
    }

    private int Insert(int at, int length, ReadOnlySpan<byte> bytes)
    {
        int count = Math.Min(bytes.Length, MaxBytes - length);
        _buffer.AsSpan(at..length).CopyTo(_buffer.AsSpan(at + count));
        bytes[..count].CopyTo(_buffer.AsSpan(at));
        return length + count;
    }
}
