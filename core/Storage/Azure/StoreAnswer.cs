namespace QueueService.Storage.Azure;

/// <summary>The named outcome of one request.</summary>
/// <param name="Code">The store's error code, or a word of ours where the store gave none; empty when done.</param>
/// <param name="RetryAfter">How long a throttling store asks to wait.</param>
/// <param name="Cause">The exception behind a request that got no answer.</param>
internal sealed record StoreAnswer(
    StoreOutcome Outcome, string Code = "", TimeSpan? RetryAfter = null, Exception? Cause = null)
{
    public static readonly StoreAnswer Done = new(StoreOutcome.Done);
}
