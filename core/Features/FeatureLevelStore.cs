using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Features;

/// <summary>The feature level of the store, one document. Stored: a version, the level.</summary>
internal sealed class FeatureLevelStore(IDocumentStore documents)
{
    private const string Collection = "service";
    private const string Id = "feature-level";
    private const byte Version = 1;

    /// <summary>
    /// The level of the store. A store that has data and does not tell is of the oldest; a new one begins at
    /// <paramref name="newest"/>. To be asked before anything else is written into the store.
    /// </summary>
    public async Task<FeatureLevel> GetOrCreateAsync(FeatureLevel newest, CancellationToken cancellationToken)
    {
        if (await documents.GetAsync(Collection, Id, cancellationToken) is { } stored)
            return Decode(stored);
        if (!await IsNewAsync(cancellationToken))
            return FeatureLevel.Oldest;
        stored = await documents.CreateAsync(Collection, Id, Encode(newest), cancellationToken)
            ?? await documents.GetAsync(Collection, Id, cancellationToken);
        return stored is null ? FeatureLevel.Oldest : Decode(stored);
    }

    /// <summary>The level as it is stored now.</summary>
    public async Task<FeatureLevel> ReadAsync(CancellationToken cancellationToken) =>
        await documents.GetAsync(Collection, Id, cancellationToken) is { } stored
            ? Decode(stored)
            : FeatureLevel.Oldest;

    /// <summary>The level from now on, which is higher if another process has raised it further.</summary>
    public async Task<FeatureLevel> RaiseAsync(FeatureLevel level, CancellationToken cancellationToken)
    {
        while (true)
        {
            Document? stored = await documents.GetAsync(Collection, Id, cancellationToken);
            if (stored is not null && Decode(stored) >= level)
                return Decode(stored);
            Document? written = stored is null
                ? await documents.CreateAsync(Collection, Id, Encode(level), cancellationToken)
                : await documents.ReplaceAsync(Collection, Id, Encode(level), stored.Version, cancellationToken);
            if (written is not null)
                return level;
        }
    }

    public static ReadOnlyMemory<byte> Encode(FeatureLevel level)
    {
        WireWriter writer = new(8);
        writer.Byte(Version);
        writer.Number(level.Value);
        return writer.Written;
    }

    public static FeatureLevel Decode(Document document)
    {
        try
        {
            WireReader reader = new(document.Content.Span);
            reader.ExpectVersion(Version);
            FeatureLevel level = new(reader.Int32());
            reader.ExpectEnd();
            return level >= FeatureLevel.Oldest ? level : throw new FormatException("There is no level 0.");
        }
        catch (FormatException exception)
        {
            throw UnreadableFormat.Of($"The document '{Collection}/{Id}'", exception);
        }
    }

    /// <summary>
    /// Every start of the service leaves documents in the first collection, and every queue one in the second.
    /// </summary>
    private async Task<bool> IsNewAsync(CancellationToken cancellationToken) =>
        (await documents.ListAsync(Collection, "", null, 1, cancellationToken)).Count == 0
        && (await documents.ListAsync("queues", "", null, 1, cancellationToken)).Count == 0;
}
