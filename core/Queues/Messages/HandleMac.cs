namespace QueueService.Queues.Messages;

/// <summary>
/// The MAC of receipt handles: CBC-MAC with AES-256 over two blocks. CBC-MAC is a secure MAC for messages of one fixed
/// length (Bellare, Kilian, Rogaway, 2000), which a handle has, and takes a quarter of the time of HMAC-SHA256: it is
/// computed twice for every message that passes through a queue.
/// </summary>
internal sealed class HandleMac : IDisposable
{
    /// <summary>The length of what is authenticated, in bytes.</summary>
    public const int InputBytes = 2 * BlockBytes;

    /// <summary>The length of the MAC, in bytes.</summary>
    public const int Bytes = BlockBytes;

    private const int BlockBytes = BlockCipher.BlockBytes;

    private readonly CipherPool _ciphers;

    /// <param name="key">32 bytes.</param>
    public HandleMac(byte[] key) => _ciphers = new CipherPool(key);

    /// <summary>How many ciphers there are, each with memory outside of the managed heap.</summary>
    public int Ciphers => _ciphers.Count;

    /// <param name="input"><see cref="InputBytes"/> bytes.</param>
    /// <param name="mac">Receives <see cref="Bytes"/> bytes.</param>
    public void Compute(ReadOnlySpan<byte> input, Span<byte> mac)
    {
        if (input.Length != InputBytes)
            throw new ArgumentException($"The MAC is for {InputBytes} bytes, not {input.Length}.", nameof(input));
        BlockCipher cipher = _ciphers.Rent();
        Span<byte> block = cipher.Block;
        input[..BlockBytes].CopyTo(block);
        cipher.Encrypt();
        for (int n = 0; n < BlockBytes; n++)
            block[n] ^= input[BlockBytes + n];
        cipher.Encrypt();
        block.CopyTo(mac);
        _ciphers.Return(cipher);
    }

    public void Dispose() => _ciphers.Dispose();
}
