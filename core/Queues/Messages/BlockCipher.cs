using System.Security.Cryptography;

namespace QueueService.Queues.Messages;

/// <summary>AES on one block at a time, in place. It works for one call at a time.</summary>
internal sealed class BlockCipher : IDisposable
{
    public const int BlockBytes = 16;

    private readonly Aes _aes = Aes.Create();
    private readonly ICryptoTransform _encryptor;
    private readonly byte[] _block = new byte[BlockBytes];

    /// <param name="key">32 bytes.</param>
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
