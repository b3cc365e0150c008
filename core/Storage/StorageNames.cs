using System.Buffers;

namespace QueueService.Storage;

/// <summary>The names that the ports allow, checked in one place for every store.</summary>
internal static class StorageNames
{
    private static readonly SearchValues<char> BlobCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-/");

    private static readonly SearchValues<char> CollectionCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> DocumentCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    /// <summary>1..200 of <c>a-z 0-9 - /</c>, no empty part between slashes.</summary>
    public static void CheckBlob(string name)
    {
        Check(name, 200, BlobCharacters, "a blob");
        if (name[0] == '/' || name[^1] == '/' || name.Contains("//", StringComparison.Ordinal))
            throw new ArgumentException($"'{name}' is not the name of a blob.", nameof(name));
    }

    public static void CheckCollection(string name) => Check(name, 63, CollectionCharacters, "a collection");

    public static void CheckDocument(string id) => Check(id, 255, DocumentCharacters, "a document");

    public static bool IsDocument(string id) =>
        id.Length is > 0 and <= 255 && !id.AsSpan().ContainsAnyExcept(DocumentCharacters);

    /// <summary>What a listing is asked for; <paramref name="prefix"/> may be empty.</summary>
    public static void CheckListing(string collection, string prefix, string? after)
    {
        CheckCollection(collection);
        if (prefix.Length > 0)
            CheckDocument(prefix);
        if (after is not null)
            CheckDocument(after);
    }

    private static void Check(string name, int maxLength, SearchValues<char> allowed, string what)
    {
        if (name.Length == 0 || name.Length > maxLength || name.AsSpan().ContainsAnyExcept(allowed))
            throw new ArgumentException($"'{name}' is not the name of {what}.", nameof(name));
    }
}
