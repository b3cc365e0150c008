using System.Globalization;
using Microsoft.Extensions.Logging;
using QueueService.Storage;

namespace QueueService.Queues.History;

/// <summary>
/// Stretches of history as blobs. Each has a name of its own, since blobs are never changed: the next one of a stretch
/// takes the place of those before, and what a crash leaves beside it adds nothing wrong.
/// </summary>
/// <param name="instance">Random; of this process alone.</param>
internal sealed partial class HistoryStore(IBlobStore blobs, ulong instance, ILogger logger)
{
    private long _written;

    /// <summary>The names of all stretches of a kind, by their numbers; costs one storage call.</summary>
    public async Task<SortedDictionary<long, List<string>>> ListAsync(
        HistorySpan span, CancellationToken cancellationToken)
    {
        SortedDictionary<long, List<string>> found = [];
        await foreach (BlobInfo blob in blobs.ListAsync(span.Prefix, cancellationToken))
        {
            string number = blob.Name[span.Prefix.Length..].Split('/')[0];
            if (!long.TryParse(number, NumberStyles.AllowHexSpecifier, null, out long stretch))
                continue;
            if (!found.TryGetValue(stretch, out List<string>? names))
                found[stretch] = names = [];
            names.Add(blob.Name);
        }

        return found;
    }

    /// <summary>All that is stored of one stretch.</summary>
    public async Task<HistoryLog> ReadAsync(
        long number, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        HistoryLog log = new(number);
        foreach (string name in names)
        {
            if (await TryReadAsync(name, cancellationToken) is { } part)
                log.Add(part);
        }

        return log;
    }

    /// <summary>Stores a stretch in the place of others, and answers its name.</summary>
    public async Task<string> WriteAsync(
        HistorySpan span, HistoryLog log, IReadOnlyList<string> before, CancellationToken cancellationToken)
    {
        string name = string.Create(
            CultureInfo.InvariantCulture, $"{span.Prefix}{log.Number:x8}/{instance:x16}-{_written++:x8}");
        await blobs.PutAsync(name, HistoryCodec.Encode(log), cancellationToken);
        foreach (string old in before)
            await blobs.DeleteAsync(old, cancellationToken);
        return name;
    }

    /// <summary>Takes away what is too old.</summary>
    public async Task TrimAsync(HistorySpan span, DateTimeOffset now, CancellationToken cancellationToken)
    {
        long oldest = span.SlotOf(now - span.KeptFor) / span.Points;
        foreach ((long number, List<string> names) in await ListAsync(span, cancellationToken))
        {
            if (number >= oldest)
                return;
            foreach (string name in names)
                await blobs.DeleteAsync(name, cancellationToken);
        }
    }

    /// <summary>Null if it is gone, or cannot be read: then it must not hide the rest.</summary>
    private async Task<HistoryLog?> TryReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await blobs.GetAsync(name, cancellationToken) is { } stored
                ? HistoryCodec.Decode(name, stored.Span)
                : null;
        }
        catch (Exception exception) when (exception is StorageCorruptException or NewerFormatException)
        {
            LogPassedOver(logger, name, exception.Message);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "The history {Name} is passed over: {Reason}")]
    private static partial void LogPassedOver(ILogger logger, string name, string reason);
}
