using Microsoft.Extensions.Logging;
using QueueService.Storage;

namespace QueueService.Audit;

/// <summary>Reads what all instances have stored, the newest first, an hour at a time.</summary>
internal sealed partial class AuditReader(IDocumentStore documents, ILogger logger)
{
    private const int PageDocuments = 64;

    /// <summary>About 8 MiB: one call reads no more, and maybe one hour more, whatever it looks for.</summary>
    private const int MostDocuments = 256;

    /// <summary>A page may have fewer than asked for, or none, and another behind it.</summary>
    public async Task<Page<AuditEntry>> ListAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        AuditPlace from = AuditPlace.Parse(query.Cursor);
        Dictionary<AuditPlace, AuditEntry> hour = [];
        List<AuditEntry> found = [];
        string? after = query.Cursor is null ? null : AuditStore.PrefixOf(from.HourNumber);
        long? current = null;
        int read = 0;
        await foreach (Document document in documents.ReadAllAsync(
            AuditStore.Collection, "", after, PageDocuments, cancellationToken))
        {
            if (AuditStore.HourOf(document.Id) is { } next)
            {
                if (current is { } ended && ended != next)
                {
                    if (Take(query, from, hour, found) is { } cursor)
                        return new Page<AuditEntry>(found, cursor);
                    if (query.From is { } oldest && AuditPlace.Behind(ended).At <= oldest.ToUnixTimeMilliseconds())
                        return new Page<AuditEntry>(found, null);
                    if (read >= MostDocuments)
                        return new Page<AuditEntry>(found, AuditPlace.Behind(ended).ToString());
                    hour.Clear();
                }

                current = next;
                foreach ((AuditPlace place, AuditEntry entry) in Decode(document))
                    hour[place] = entry;
            }

            read++;
        }

        return new Page<AuditEntry>(found, Take(query, from, hour, found));
    }

    /// <summary>Answers the cursor once there are enough.</summary>
    private static string? Take(
        AuditQuery query, AuditPlace from, Dictionary<AuditPlace, AuditEntry> hour, List<AuditEntry> found)
    {
        foreach ((AuditPlace place, AuditEntry entry) in hour.OrderBy(entry => entry.Key))
        {
            if (place.CompareTo(from) <= 0 || !query.IsMet(entry))
                continue;
            found.Add(entry);
            if (found.Count == query.Limit)
                return place.ToString();
        }

        return null;
    }

    /// <summary>What cannot be read must not hide the rest.</summary>
    private IReadOnlyList<(AuditPlace Place, AuditEntry Entry)> Decode(Document document)
    {
        try
        {
            return AuditCodec.Decode(document.Readable());
        }
        catch (Exception exception) when (exception is StorageCorruptException or NewerFormatException)
        {
            LogPassedOver(logger, document.Id, exception.Message);
            return [];
        }
    }

    [LoggerMessage(LogLevel.Error, "The audit {Document} is passed over: {Reason}")]
    private static partial void LogPassedOver(ILogger logger, string document, string reason);
}
