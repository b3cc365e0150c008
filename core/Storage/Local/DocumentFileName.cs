using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace QueueService.Storage.Local;

/// <summary>
/// The file name of a document. Ids that differ in case only must not meet on a file system that ignores case, so an
/// upper-case letter is written as <c>+</c> and the lower-case one. Ids that get too long that way are hashed; the
/// document itself holds its id.
/// </summary>
internal static class DocumentFileName
{
    /// <summary>Matches the files of all documents.</summary>
    public const string Pattern = "*" + Suffix;

    // With something before and after the id, neither "..", "con" nor a dot at the end is special to any system.
    private const string PlainPrefix = "d.";
    private const string HashedPrefix = "h.";
    private const string Suffix = ".doc";
    private const int MaxLength = 200;

    private static readonly SearchValues<char> UpperCase = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    public static string Of(string id)
    {
        var name = new StringBuilder(PlainPrefix, MaxLength);
        foreach (var character in id)
        {
            if (UpperCase.Contains(character))
                name.Append('+');
            name.Append(char.ToLowerInvariant(character));
        }

        return name.Append(Suffix).Length <= MaxLength
            ? name.ToString()
            : HashedPrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(id))) + Suffix;
    }

    public static bool IsHashed(string fileName) => fileName.StartsWith(HashedPrefix, StringComparison.Ordinal);

    /// <summary>
    /// The id; null if the name is a hash, or none that <see cref="Of"/> gives: a file that somebody else has left.
    /// </summary>
    public static string? TryGetId(string fileName)
    {
        if (!fileName.StartsWith(PlainPrefix, StringComparison.Ordinal))
            return null;
        var encoded = fileName.AsSpan()[PlainPrefix.Length..^Suffix.Length];
        var id = new StringBuilder(encoded.Length);
        for (var index = 0; index < encoded.Length; index++)
        {
            if (encoded[index] != '+')
                id.Append(encoded[index]);
            else if (++index < encoded.Length)
                id.Append(char.ToUpperInvariant(encoded[index]));
        }

        var text = id.ToString();
        return StorageNames.IsDocument(text) && string.Equals(Of(text), fileName, StringComparison.Ordinal)
            ? text
            : null;
    }
}
