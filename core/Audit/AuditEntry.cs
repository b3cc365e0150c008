namespace QueueService.Audit;

/// <summary>A call that managed something, or was to.</summary>
/// <param name="At">When it was answered, by the clock of the instance.</param>
/// <param name="Key">The id of the key that was shown; <c>-</c> where access is off.</param>
/// <param name="Action">The route, or the action of SQS.</param>
/// <param name="Queue">The queue that it was about; null for none.</param>
/// <param name="Address">Where it came from.</param>
/// <param name="Outcome">The status of the answer, or the code of the refusal.</param>
/// <param name="Detail">What else it was about, such as the key that was managed; null for nothing.</param>
public sealed record AuditEntry(
    DateTimeOffset At,
    string Key,
    string Action,
    string? Queue,
    string Address,
    string Outcome,
    string? Detail = null);
