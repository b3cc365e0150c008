namespace QueueService.Functions.Rest.Problems;

/// <summary>A refusal as it goes to the client: RFC 9457 with a stable code.</summary>
/// <param name="Detail">One or two sentences that say what to do.</param>
/// <param name="RetryAfter">For 503: when to try again.</param>
/// <param name="TraceId">For 500: what to look for in the log.</param>
internal sealed record Problem(
    int Status, string Code, string Detail, TimeSpan? RetryAfter = null, string? TraceId = null);
