namespace QueueService.Functions.Rest.Audit;

/// <summary>Calls that managed something, the newest first.</summary>
/// <param name="Cursor">Where the next page begins; absent on the last page. A page may be empty and have one.</param>
internal sealed record AuditAnswer(IReadOnlyList<AuditEntryAnswer> Entries, string? Cursor = null);
