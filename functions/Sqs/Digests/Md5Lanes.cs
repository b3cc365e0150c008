using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace QueueService.Functions.Sqs.Digests;

/// <summary>
/// MD5 (RFC 1321) of up to sixteen texts side by side. Within one text every step waits for the one before; the steps
/// of several texts are one vector operation, which takes no longer than that of a single one.
/// </summary>
internal static class Md5Lanes
{
    /// <summary>The most texts that are hashed at once.</summary>
    public const int Count = 16;

    /// <summary>The bytes of a block.</summary>
    public const int BlockBytes = 64;

    /// <summary>What a text is followed by: a one bit, and its length.</summary>
    private const int PaddingBytes = 1 + sizeof(ulong);

    private const int BlockWords = BlockBytes / sizeof(uint);
    private const int StateWords = 4;

    /// <summary>How many blocks of each text are laid side by side before they are hashed: 8 KiB.</summary>
    private const int ChunkBlocks = 8;

    /// <summary>RFC 1321, 3.4: the integer part of 2^32 times abs(sin(i)), i in radians from 1 to 64.</summary>
    private static readonly uint[] Sines =
        [.. Enumerable.Range(1, 64).Select(i => (uint)(4294967296.0 * Math.Abs(Math.Sin(i))))];

    private static readonly uint[] Start = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476];

    /// <summary>False where sixteen lanes would not be vectors of the processor, or bytes lie the other way.</summary>
    public static bool IsSupported => Vector256.IsHardwareAccelerated && BitConverter.IsLittleEndian;

    /// <summary>How many blocks a text of this many bytes is hashed as.</summary>
    public static int Blocks(int length) => ((length + PaddingBytes - 1) / BlockBytes) + 1;

    /// <param name="texts">At most <see cref="Count"/>.</param>
    /// <param name="digests">One for each text.</param>
    public static void Hash(ReadOnlySpan<ReadOnlyMemory<byte>> texts, Span<Md5Digest> digests)
    {
        Span<uint> state = stackalloc uint[StateWords * Count];
        for (int n = 0; n < state.Length; n++)
            state[n] = Start[n / Count];
        Span<uint> words = stackalloc uint[ChunkBlocks * BlockWords * Count];
        int blocks = 0;
        foreach (ReadOnlyMemory<byte> text in texts)
            blocks = Math.Max(blocks, Blocks(text.Length));
        for (int first = 0; first < blocks; first += ChunkBlocks)
        {
            int count = Math.Min(ChunkBlocks, blocks - first);
            for (int lane = 0; lane < texts.Length; lane++)
                Lay(texts[lane].Span, first, count, words[lane..]);
            for (int block = 0; block < count; block++)
            {
                Mix(state, words.Slice(block * BlockWords * Count, BlockWords * Count));
                for (int lane = 0; lane < texts.Length; lane++)
                {
                    if (Blocks(texts[lane].Length) == first + block + 1)
                        digests[lane] = Digest(state[lane..]);
                }
            }
        }
    }

    /// <summary>Puts the words of some blocks of a text into its lane.</summary>
    private static void Lay(ReadOnlySpan<byte> text, int first, int count, Span<uint> lane)
    {
        int end = Math.Min(first + count, Blocks(text.Length));
        Span<uint> padded = stackalloc uint[BlockWords];
        for (int block = first; block < end; block++)
        {
            int offset = block * BlockBytes;
            ReadOnlySpan<uint> words = padded;
            if (offset + BlockBytes <= text.Length)
                words = MemoryMarshal.Cast<byte, uint>(text.Slice(offset, BlockBytes));
            else
                Pad(text, offset, isLast: block == Blocks(text.Length) - 1, padded);
            Span<uint> target = lane.Slice((block - first) * BlockWords * Count, ((BlockWords - 1) * Count) + 1);
            for (int n = 0; n < BlockWords; n += 4)
            {
                ReadOnlySpan<uint> four = words.Slice(n, 4);
                Span<uint> places = target.Slice(n * Count, (3 * Count) + 1);
                places[3 * Count] = four[3];
                places[2 * Count] = four[2];
                places[Count] = four[1];
                places[0] = four[0];
            }
        }
    }

    /// <summary>RFC 1321, 3.1 and 3.2: a one bit, zeroes, the length in bits.</summary>
    private static void Pad(ReadOnlySpan<byte> text, int offset, bool isLast, Span<uint> padded)
    {
        padded.Clear();
        Span<byte> bytes = MemoryMarshal.AsBytes(padded);
        if (offset <= text.Length)
        {
            text[offset..].CopyTo(bytes);
            bytes[text.Length - offset] = 0x80;
        }

        if (!isLast)
            return;
        ulong bits = (ulong)text.Length * 8;
        padded[^2] = (uint)bits;
        padded[^1] = (uint)(bits >> 32);
    }

    private static Md5Digest Digest(ReadOnlySpan<uint> lane) => new(
        lane[0] | ((ulong)lane[Count] << 32), lane[2 * Count] | ((ulong)lane[3 * Count] << 32));

    /// <summary>
    /// RFC 1321, 3.4: the four rounds over one block of each lane. Unoptimised it would be very slow.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Mix(Span<uint> state, ReadOnlySpan<uint> words)
    {
        ref uint x = ref MemoryMarshal.GetReference(words);
        ref uint s = ref MemoryMarshal.GetArrayDataReference(Sines);
        Vector512<uint> a = Vector512.Create<uint>(state);
        Vector512<uint> b = Vector512.Create<uint>(state[Count..]);
        Vector512<uint> c = Vector512.Create<uint>(state[(2 * Count)..]);
        Vector512<uint> d = Vector512.Create<uint>(state[(3 * Count)..]);
        (Vector512<uint> a0, Vector512<uint> b0, Vector512<uint> c0, Vector512<uint> d0) = (a, b, c, d);
        for (int i = 0; i < 16; i += 4)
        {
            a = Step(Vector512.ConditionalSelect(b, c, d), a, b, ref x, i, ref s, i, 7);
            d = Step(Vector512.ConditionalSelect(a, b, c), d, a, ref x, i + 1, ref s, i + 1, 12);
            c = Step(Vector512.ConditionalSelect(d, a, b), c, d, ref x, i + 2, ref s, i + 2, 17);
            b = Step(Vector512.ConditionalSelect(c, d, a), b, c, ref x, i + 3, ref s, i + 3, 22);
        }

        for (int i = 0; i < 16; i += 4)
        {
            a = Step(Vector512.ConditionalSelect(d, b, c), a, b, ref x, 5 * i + 1, ref s, 16 + i, 5);
            d = Step(Vector512.ConditionalSelect(c, a, b), d, a, ref x, 5 * i + 6, ref s, 17 + i, 9);
            c = Step(Vector512.ConditionalSelect(b, d, a), c, d, ref x, 5 * i + 11, ref s, 18 + i, 14);
            b = Step(Vector512.ConditionalSelect(a, c, d), b, c, ref x, 5 * i + 16, ref s, 19 + i, 20);
        }

        for (int i = 0; i < 16; i += 4)
        {
            a = Step(b ^ c ^ d, a, b, ref x, 3 * i + 5, ref s, 32 + i, 4);
            d = Step(a ^ b ^ c, d, a, ref x, 3 * i + 8, ref s, 33 + i, 11);
            c = Step(d ^ a ^ b, c, d, ref x, 3 * i + 11, ref s, 34 + i, 16);
            b = Step(c ^ d ^ a, b, c, ref x, 3 * i + 14, ref s, 35 + i, 23);
        }

        for (int i = 0; i < 16; i += 4)
        {
            a = Step(c ^ (b | ~d), a, b, ref x, 7 * i, ref s, 48 + i, 6);
            d = Step(b ^ (a | ~c), d, a, ref x, 7 * i + 7, ref s, 49 + i, 10);
            c = Step(a ^ (d | ~b), c, d, ref x, 7 * i + 14, ref s, 50 + i, 15);
            b = Step(d ^ (c | ~a), b, c, ref x, 7 * i + 21, ref s, 51 + i, 21);
        }

        (a + a0).CopyTo(state);
        (b + b0).CopyTo(state[Count..]);
        (c + c0).CopyTo(state[(2 * Count)..]);
        (d + d0).CopyTo(state[(3 * Count)..]);
    }

    /// <param name="word">Which word of the block, modulo sixteen.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Step(
        Vector512<uint> mixed,
        Vector512<uint> a,
        Vector512<uint> b,
        ref uint words,
        int word,
        ref uint sines,
        int sine,
        int shift)
    {
        // What was mixed is ready last, and so is added last.
        Vector512<uint> sum = a
            + Vector512.LoadUnsafe(ref words, (nuint)((word % BlockWords) * Count))
            + Vector512.Create(Unsafe.Add(ref sines, sine))
            + mixed;
        return b + ((sum << shift) | (sum >>> (32 - shift)));
    }
}
