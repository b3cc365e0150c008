using QueueService.Functions.Sqs.Errors;
using QueueService.Functions.Sqs.Wire;

namespace QueueService.Functions.Sqs.Messages;

/// <summary>The entries of a batch, checked as a whole: one wrong id refuses all of them.</summary>
internal static class BatchEntries
{
    private const int MaxEntries = 10;
    private const int MaxIdLength = 80;

    /// <param name="queryName">The name of an entry, such as <c>SendMessageBatchRequestEntry</c>.</param>
    public static IReadOnlyList<ISqsInput> Read(SqsCall call, string queryName)
    {
        IReadOnlyList<ISqsInput> entries = call.Input.Items("Entries", queryName)
            ?? throw SqsException.Missing(call.IsQuery ? $"{queryName}.1.Id" : "Entries");
        if (entries.Count == 0)
        {
            throw new SqsException(
                SqsError.EmptyBatchRequest, $"There should be at least one {queryName} in the request.");
        }

        if (entries.Count > MaxEntries)
        {
            throw new SqsException(
                SqsError.TooManyEntriesInBatchRequest,
                $"Maximum number of entries per request are {MaxEntries}. You have sent {entries.Count}.");
        }

        HashSet<string> ids = new(StringComparer.Ordinal);
        foreach (ISqsInput entry in entries)
        {
            string id = Id(entry);
            if (id.Length is 0 or > MaxIdLength
                || !id.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-'))
            {
                throw new SqsException(
                    SqsError.InvalidBatchEntryId,
                    "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at "
                    + "most 80 letters long.");
            }

            if (!ids.Add(id))
                throw new SqsException(SqsError.BatchEntryIdsNotDistinct, $"Id {id} repeated.");
        }

        return entries;
    }

    public static string Id(ISqsInput entry) => entry.Text("Id") ?? "";
}
