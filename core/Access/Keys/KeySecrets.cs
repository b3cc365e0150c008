using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace QueueService.Access.Keys;

/// <summary>How ids and secrets of keys look.</summary>
internal static class KeySecrets
{
    /// <summary>Lets scanners of repositories and logs know a secret when they see one.</summary>
    public const string Prefix = "qs_";

    private const string IdPrefix = "QSK";
    private const int IdLength = 20;
    private const int SecretBytes = 32;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static readonly SearchValues<char> IdCharacters = SearchValues.Create(Base32);

    /// <summary>Looks like an access key id of AWS, which some clients check.</summary>
    public static string NewId(RandomSource random)
    {
        Span<byte> bytes = stackalloc byte[IdLength - IdPrefix.Length];
        random.Fill(bytes);
        StringBuilder id = new(IdPrefix, IdLength);
        foreach (byte one in bytes)
            id.Append(Base32[one % Base32.Length]);
        return id.ToString();
    }

    public static bool IsId(string text) =>
        text.Length == IdLength && text.StartsWith(IdPrefix, StringComparison.Ordinal)
        && !text.AsSpan(IdPrefix.Length).ContainsAnyExcept(IdCharacters);

    /// <summary>256 random bits as text, without a character that needs an escape in a URL or a header.</summary>
    public static byte[] NewSecret(RandomSource random)
    {
        Span<byte> bytes = stackalloc byte[SecretBytes];
        random.Fill(bytes);
        byte[] secret = [.. Encoding.ASCII.GetBytes(Prefix), .. Base64Url.EncodeToUtf8(bytes)];
        CryptographicOperations.ZeroMemory(bytes);
        return secret;
    }
}
