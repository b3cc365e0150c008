namespace QueueService.Access;

/// <summary>A refusal with a stable code and a sentence that says what to do; never with anything secret.</summary>
public sealed class AccessException(AccessErrorCode code, string detail) : Exception(detail)
{
    public AccessErrorCode Code { get; } = code;

    /// <summary>For <c>TooManyFailures</c>: when to try again.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
