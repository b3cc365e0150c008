namespace QueueService.Functions.Rest.Problems;

/// <summary>An error (RFC 9457) with a stable code.</summary>
internal sealed record ProblemBody(
    string Type, string Title, int Status, string Code, string Detail, string? TraceId = null);
