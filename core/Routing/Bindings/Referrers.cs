using System.Text;
using QueueService.Exchanges.Matching;
using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Routing.Bindings;

/// <summary>
/// Which exchanges may lead to a queue or exchange, one document for each that something leads to. An exchange is noted
/// before its binding is made, so none is missing. One that leads there no more may still be noted: its log tells.
/// </summary>
internal sealed class Referrers(IDocumentStore documents)
{
    private const string Collection = "referrers";
    private const byte Version = 1;

    /// <summary>In order of their names.</summary>
    public async ValueTask<IReadOnlyList<Referrer>> ReadAsync(
        Destination destination, CancellationToken cancellationToken) =>
        await documents.GetAsync(Collection, IdOf(destination), cancellationToken) is { } document
            ? Decode(document)
            : [];

    /// <summary>Notes an exchange, with this time, whether it is noted already or not.</summary>
    public Task AddAsync(Destination destination, ExchangeName exchange, Timestamp now) => ChangeAsync(
        destination,
        known =>
        [
            .. known.Where(one => !string.Equals(one.Exchange, exchange.Value, StringComparison.Ordinal)),
            new Referrer(exchange.Value, now),
        ]);

    /// <summary>Forgets exchanges that were found not to lead there, if they were not noted again since.</summary>
    public Task RemoveAsync(Destination destination, IReadOnlyCollection<Referrer> untrue) =>
        ChangeAsync(destination, known => [.. known.Except(untrue)]);

    private async Task ChangeAsync(
        Destination destination, Func<IReadOnlyList<Referrer>, IReadOnlyList<Referrer>> change)
    {
        string id = IdOf(destination);
        while (true)
        {
            Document? document = await documents.GetAsync(Collection, id, CancellationToken.None);
            IReadOnlyList<Referrer> known = document is null ? [] : Decode(document);
            IReadOnlyList<Referrer> changed = change(known);
            if (changed.SequenceEqual(known))
                return;
            bool done = (document, changed.Count) switch
            {
                (null, _) => await documents.CreateAsync(
                    Collection, id, Encode(changed), CancellationToken.None) is not null,
                ({ } old, 0) => await documents.DeleteAsync(Collection, id, old.Version, CancellationToken.None),
                ({ } old, _) => await documents.ReplaceAsync(
                    Collection, id, Encode(changed), old.Version, CancellationToken.None) is not null,
            };
            if (done)
                return;
        }
    }

    private static ReadOnlyMemory<byte> Encode(IReadOnlyList<Referrer> referrers)
    {
        WireWriter writer = new();
        writer.Byte(Version);
        writer.Number(referrers.Count);
        foreach (Referrer referrer in referrers.OrderBy(one => one.Exchange, StringComparer.Ordinal))
        {
            writer.Text(referrer.Exchange);
            writer.Number(referrer.Since.UnixMilliseconds);
        }

        return writer.Written;
    }

    private static List<Referrer> Decode(Document document)
    {
        try
        {
            WireReader reader = new(document.Content.Span);
            reader.ExpectVersion(Version);
            List<Referrer> referrers = [];
            for (int left = reader.Count(minimumSize: 2); left > 0; left--)
                referrers.Add(new Referrer(reader.Text(), new Timestamp(reader.Number())));
            reader.ExpectEnd();
            return referrers;
        }
        catch (FormatException exception)
        {
            throw UnreadableFormat.Of($"What leads to '{document.Id}'", exception);
        }
    }

    private static string IdOf(Destination destination)
    {
        string kind = destination.Kind == DestinationKind.Queue ? "q" : "x";
        return kind + Convert.ToHexStringLower(Encoding.UTF8.GetBytes(destination.Name));
    }
}
