namespace QueueService.Storage;

/// <summary>The outcome of an append.</summary>
/// <param name="Head">The new head when committed, otherwise null.</param>
/// <param name="RetryAfter">How long a throttling store asks to wait, if it says so.</param>
public sealed record AppendOutcome(AppendStatus Status, LogHead? Head = null, TimeSpan? RetryAfter = null)
{
    public static readonly AppendOutcome Conflict = new(AppendStatus.Conflict);
    public static readonly AppendOutcome Unknown = new(AppendStatus.Unknown);
    public static readonly AppendOutcome Full = new(AppendStatus.Full);

    public static AppendOutcome Committed(LogHead head) => new(AppendStatus.Committed, head);
}
