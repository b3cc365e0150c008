using QueueService.Functions.Rest.Problems;
using QueueService.Functions.Sqs.Errors;
using QueueService.Functions.Sqs.Wire;

namespace QueueService.Functions.Sqs.Messages;

/// <summary>The entries of a batch, checked as a whole: one wrong id refuses all of them.</summary>
internal static class BatchEntries
{
    private const int MaxEntries = 10;
    private const int MaxIdLength = 80;

    /// <param name="queryName">The name of an entry, such as <c>SendMessageBatchRequestEntry</c>.</param>
    public static BatchEntry[] Read(SqsCall call, string queryName)
    {
        IReadOnlyList<ISqsInput> inputs = call.Input.Items("Entries")
            ?? throw SqsException.Missing(call.IsQuery ? $"{queryName}.1.Id" : "Entries");
        if (inputs.Count == 0)
        {
            throw new SqsException(
                SqsError.EmptyBatchRequest, $"There should be at least one {queryName} in the request.");
        }

        if (inputs.Count > MaxEntries)
        {
            throw new SqsException(
                SqsError.TooManyEntriesInBatchRequest,
                $"Maximum number of entries per request are {MaxEntries}. You have sent {inputs.Count}.");
        }

        BatchEntry[] entries = new BatchEntry[inputs.Count];
        for (int n = 0; n < entries.Length; n++)
        {
            entries[n] = new BatchEntry(ReadId(inputs[n]), inputs[n]);
            for (int before = 0; before < n; before++)
            {
                if (string.Equals(entries[before].Id, entries[n].Id, StringComparison.Ordinal))
                {
                    throw new SqsException(
                        SqsError.BatchEntryIdsNotDistinct, $"Id {Quoted.Of(entries[n].Id)} repeated.");
                }
            }
        }

        return entries;
    }

    private static string ReadId(ISqsInput entry)
    {
        string id = entry.Text("Id") ?? "";
        return id.Length is > 0 and <= MaxIdLength && !id.AsSpan().ContainsAnyExcept(SqsNames.WordCharacters)
            ? id
            : throw new SqsException(
                SqsError.InvalidBatchEntryId,
                "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at "
                + "most 80 letters long.");
    }
}
