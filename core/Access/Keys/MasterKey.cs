using System.Security.Cryptography;

namespace QueueService.Access.Keys;

/// <summary>
/// Seals the secrets of keys with AES-256-GCM, bound to the id of their key. A sealed secret begins with a mark of the
/// master key, so that a wrong one is told from a damaged document, and one master key can follow another.
/// </summary>
public sealed class MasterKey
{
    /// <summary>The length of a master key.</summary>
    public const int Bytes = 32;

    private const byte Version = 1;
    private const int MarkBytes = 4;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int Overhead = 1 + MarkBytes + NonceBytes + TagBytes;

    private readonly byte[] _key;
    private readonly byte[] _mark;
    private readonly MasterKey? _previous;

    /// <param name="key"><see cref="Bytes"/> bytes.</param>
    /// <param name="previous">Opens what was sealed before <paramref name="key"/> took its place.</param>
    public MasterKey(byte[] key, MasterKey? previous = null)
    {
        if (key.Length != Bytes)
            throw new ArgumentException($"A master key has {Bytes} bytes, not {key.Length}.", nameof(key));
        _key = key;
        _mark = SHA256.HashData([.. "master key mark"u8, .. key])[..MarkBytes];
        _previous = previous;
    }

    internal byte[] Seal(string keyId, ReadOnlySpan<byte> secret, RandomSource random)
    {
        byte[] box = new byte[Overhead + secret.Length];
        box[0] = Version;
        _mark.CopyTo(box, 1);
        Span<byte> nonce = box.AsSpan(1 + MarkBytes, NonceBytes);
        random.Fill(nonce);
        using AesGcm cipher = new(_key, TagBytes);
        cipher.Encrypt(nonce, secret, box.AsSpan(Overhead - TagBytes, secret.Length), box.AsSpan(^TagBytes), Id(keyId));
        return box;
    }

    /// <summary>The secret; null if another master key sealed it, or if it was tampered with.</summary>
    internal byte[]? Open(string keyId, ReadOnlySpan<byte> box)
    {
        if (box.Length < Overhead || box[0] != Version)
            return null;
        if (!box.Slice(1, MarkBytes).SequenceEqual(_mark))
            return _previous?.Open(keyId, box);
        byte[] secret = new byte[box.Length - Overhead];
        try
        {
            using AesGcm cipher = new(_key, TagBytes);
            cipher.Decrypt(
                box.Slice(1 + MarkBytes, NonceBytes),
                box[(Overhead - TagBytes)..^TagBytes],
                box[^TagBytes..],
                secret,
                Id(keyId));
            return secret;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>Whether the newest master key sealed it.</summary>
    internal bool IsCurrent(ReadOnlySpan<byte> box) =>
        box.Length >= Overhead && box.Slice(1, MarkBytes).SequenceEqual(_mark);

    private static byte[] Id(string keyId) => System.Text.Encoding.UTF8.GetBytes(keyId);
}
