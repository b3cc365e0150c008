namespace QueueService.Storage.Local;

/// <summary>
/// The documents of one collection in one folder. The ids are kept in memory, sorted, so that listing reads only the
/// documents of its page. The members block and take turns.
/// </summary>
internal sealed class DocumentCollection(string folder, AtomicFile files, RandomSource random)
{
    /// <summary>No version that is ever given out to a document which can be read.</summary>
    private const string DamagedVersion = "damaged";

    // Null until they are read from the folder, and again after a failure that leaves the folder in doubt.
    private SortedSet<string>? _ids;

    /// <summary>Held by the one call that has its turn.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    public string Folder => folder;

    public Document? Get(string id)
    {
        var path = PathOf(id);
        return files.Read(path, DocumentFile.Most) is { } content ? DocumentFile.Read(content, path) : null;
    }

    public Document? Create(string id, ReadOnlyMemory<byte> content) => Get(id) is null ? Write(id, content) : null;

    public Document? Replace(string id, ReadOnlyMemory<byte> content, string version) =>
        HasVersion(id, version) ? Write(id, content) : null;

    public bool Delete(string id, string version)
    {
        if (!HasVersion(id, version))
            return false;
        var ids = TakeIds();
        files.Delete(PathOf(id));
        ids.Remove(id);
        _ids = ids;
        return true;
    }

    public IReadOnlyList<Document> List(string prefix, string? after, int limit)
    {
        var ids = _ids ??= ReadIds();
        var documents = new List<Document>();
        var from = after is null || string.CompareOrdinal(after, prefix) < 0 ? prefix : after;
        if (ids.Max is not { } to || string.CompareOrdinal(from, to) > 0)
            return documents;
        long bytes = 0;
        foreach (var id in ids.GetViewBetween(from, to))
        {
            if (documents.Count == limit || bytes >= Limits.MaxDocumentPageBytes
                || !id.StartsWith(prefix, StringComparison.Ordinal))
                break;
            if (!string.Equals(id, after, StringComparison.Ordinal) && TryGet(id) is { } document)
            {
                documents.Add(document);
                bytes += document.Content.Length;
            }
        }

        return documents;
    }

    private Document? TryGet(string id)
    {
        try
        {
            return Get(id);
        }
        catch (StorageCorruptException damage)
        {
            return new Document(id, default, DamagedVersion) { Damage = damage.Message };
        }
    }

    private string PathOf(string id) => Path.Combine(folder, DocumentFileName.Of(id));

    private bool HasVersion(string id, string version) =>
        TryGet(id) is { } document && string.Equals(document.Version, version, StringComparison.Ordinal);

    private Document Write(string id, ReadOnlyMemory<byte> content)
    {
        if (content.Length > Limits.MaxDocumentBytes)
            throw new ArgumentException("A document holds at most 256 KiB.", nameof(content));
        var ids = TakeIds();
        if (!Directory.Exists(folder))
        {
            OwnFiles.CreateFolder(folder);
            DirectorySync.Flush(Path.GetDirectoryName(folder)!);
        }

        var version = random.NextUInt64();
        files.Write(PathOf(id), DocumentFile.Header(id, version, content.Span), content);
        ids.Add(id);
        _ids = ids;
        return new Document(id, content.ToArray(), DocumentFile.Version(version));
    }

    private SortedSet<string> TakeIds()
    {
        var ids = _ids ?? ReadIds();
        _ids = null;
        return ids;
    }

    private SortedSet<string> ReadIds()
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        if (!Directory.Exists(folder))
            return ids;
        foreach (var path in Directory.EnumerateFiles(folder, DocumentFileName.Pattern))
        {
            if ((DocumentFileName.TryGetId(Path.GetFileName(path)) ?? ReadId(path)) is { } id)
                ids.Add(id);
        }

        return ids;
    }

    /// <summary>The id that a file with a hashed name holds; null if it is no such file, or cannot be read.</summary>
    private string? ReadId(string path)
    {
        if (!DocumentFileName.IsHashed(Path.GetFileName(path)))
            return null;
        try
        {
            return files.Read(path, DocumentFile.Most) is { } content ? DocumentFile.Read(content, path).Id : null;
        }
        catch (StorageCorruptException)
        {
            // Nobody can tell whose it was. Whoever asks for it by its id is told that it is damaged.
            return null;
        }
    }
}
