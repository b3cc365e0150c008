namespace QueueService.Storage.Azure.Tables;

/// <summary>What became of an entity group transaction: all of its operations or none.</summary>
/// <param name="ETags">The new versions in the order of the operations; empty unless done.</param>
internal sealed record BatchResult(StoreAnswer Answer, IReadOnlyList<string> ETags)
{
    /// <summary>Reads the answer to a transaction of <paramref name="operations"/> writes.</summary>
    public static BatchResult From(TableResponse response, int operations)
    {
        if (response.Answer.Outcome != StoreOutcome.Done)
            return new BatchResult(response.Answer, []);
        IReadOnlyList<BatchPart> parts;
        try
        {
            parts = BatchAnswer.Parse(response.Body);
        }
        catch (FormatException exception)
        {
            return Torn(exception);
        }

        if (parts.Count == operations && parts.All(part => part.Status is >= 200 and < 300))
            return new BatchResult(StoreAnswer.Done, [.. parts.Select(part => part.ETag)]);
        return parts is [{ Status: >= 400 } failed]
            ? new BatchResult(StoreAnswers.FromStatus(failed.Status, TableError.Code(failed.Body), null), [])
            : Torn(null);
    }

    private static BatchResult Torn(Exception? cause) =>
        new(new StoreAnswer(StoreOutcome.Unknown, "TornAnswer", Cause: cause), []);
}
