using System.Security.Cryptography;

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

    private const int BlockBytes = 16;

    /// <summary>A cipher works for one call at a time, so that each thread has its own.</summary>
    private readonly ThreadLocal<BlockCipher> _ciphers;

    /// <param name="key">32 bytes.</param>
    public HandleMac(byte[] key) =>
        _ciphers = new ThreadLocal<BlockCipher>(() => new BlockCipher(key), trackAllValues: true);

    /// <param name="input"><see cref="InputBytes"/> bytes.</param>
    /// <param name="mac">Receives <see cref="Bytes"/> bytes.</param>
    public void Compute(ReadOnlySpan<byte> input, Span<byte> mac)
    {
        if (input.Length != InputBytes)
            throw new ArgumentException($"The MAC is for {InputBytes} bytes, not {input.Length}.", nameof(input));
        BlockCipher cipher = _ciphers.Value!;
        Span<byte> block = cipher.Block;
        input[..BlockBytes].CopyTo(block);
        cipher.Encrypt();
        for (int n = 0; n < BlockBytes; n++)
            block[n] ^= input[BlockBytes + n];
        cipher.Encrypt();
        block.CopyTo(mac);
    }

    public void Dispose()
    {
        foreach (BlockCipher cipher in _ciphers.Values)
            cipher.Dispose();
        _ciphers.Dispose();
    }

    private sealed class BlockCipher : IDisposable
    {
        private readonly Aes _aes = Aes.Create();
        private readonly ICryptoTransform _encryptor;
        private readonly byte[] _block = new byte[BlockBytes];

        public BlockCipher(byte[] key)
        {
            _aes.Key = key;
#pragma warning disable CA5358 // The bare block cipher, which CBC-MAC is made of; nothing is encrypted with it.
            _aes.Mode = CipherMode.ECB;
#pragma warning restore CA5358
            _aes.Padding = PaddingMode.None;
            _encryptor = _aes.CreateEncryptor();
        }

        public Span<byte> Block => _block;

        public void Encrypt() => _encryptor.TransformBlock(_block, 0, BlockBytes, _block, 0);

        public void Dispose()
        {
            _encryptor.Dispose();
            _aes.Dispose();
        }
    }
}
