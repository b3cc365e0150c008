using QueueService.Audit;

namespace QueueService.Functions.Rest.Audit;

/// <summary>A call that managed something, or was refused.</summary>
/// <param name="Key">The id of the key; <c>-</c> where access is off.</param>
/// <param name="Action">The method and route, or the action of SQS.</param>
/// <param name="Address">Where it came from.</param>
/// <param name="Outcome">The status of the answer, or the code of the refusal.</param>
/// <param name="Queue">The queue that it was about; absent for none.</param>
/// <param name="Detail">
/// What else it was about, such as the exchange or key that was managed; absent for nothing.
/// </param>
internal sealed record AuditEntryAnswer(
    DateTimeOffset At,
    string Key,
    string Action,
    string Address,
    string Outcome,
    string? Queue = null,
    string? Detail = null)
{
    public static AuditEntryAnswer From(AuditEntry entry) =>
        new(entry.At, entry.Key, entry.Action, entry.Address, entry.Outcome, entry.Queue, entry.Detail);
}
