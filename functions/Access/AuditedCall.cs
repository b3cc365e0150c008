namespace QueueService.Functions.Access;

/// <summary>What a line of the log says of a call.</summary>
/// <param name="Key">The id of the key; <c>-</c> if none was shown, <c>?</c> if what was shown is no id.</param>
/// <param name="Action">The route, or the action of SQS.</param>
/// <param name="Target">The queue or exchange, or the key that is managed; <c>-</c> for none.</param>
internal readonly record struct AuditedCall(string Key, string Action, string Target)
{
    /// <summary>True if the target is something else than a queue.</summary>
    public bool IsOfOther { get; init; }
}
