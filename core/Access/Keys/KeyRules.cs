using QueueService.Access.Policies;

namespace QueueService.Access.Keys;

/// <summary>What a key may be.</summary>
internal static class KeyRules
{
    public static void CheckName(string name)
    {
        if (name.Length is 0 or > Limits.MaxKeyNameLength || name.Any(char.IsControl))
            throw Invalid($"name must have 1 to {Limits.MaxKeyNameLength} characters, no control characters.");
    }

    public static void CheckExpiry(DateTimeOffset? expiresAt, DateTimeOffset now)
    {
        if (expiresAt <= now)
            throw Invalid("expiresAt must be in the future.");
    }

    public static void CheckKeepOld(TimeSpan keepOld)
    {
        if (keepOld < TimeSpan.Zero || keepOld > Limits.MaxKeepOldSecret)
            throw Invalid($"keepOldForSeconds must be between 0 and {Limits.MaxKeepOldSecret.TotalSeconds}.");
    }

    public static void CheckPolicy(AccessPolicy policy)
    {
        if (policy.Statements.Count > Limits.MaxKeyStatements)
            throw Invalid($"allow must have at most {Limits.MaxKeyStatements} entries.");
        foreach (PolicyStatement statement in policy.Statements)
        {
            if (statement.Actions == AccessActions.None)
                throw Invalid("Each entry of allow must name a role or at least one action.");
            if (statement.Queues.Count + statement.Exchanges.Count == 0)
                throw Invalid("Each entry of allow must name queues or exchanges.");
            if (statement.Queues.Count > Limits.MaxKeyPatterns || statement.Exchanges.Count > Limits.MaxKeyPatterns)
            {
                throw Invalid(
                    $"Each entry of allow may have {Limits.MaxKeyPatterns} queues and {Limits.MaxKeyPatterns} "
                    + "exchanges.");
            }

            if (statement.Role is null && statement.Queues.Count == 0
                && statement.OnExchanges != statement.Actions)
            {
                throw Invalid(
                    "What an entry without queues allows must be about exchanges: send, receive, peek, manage.");
            }

            if (statement.Role is null && statement.Effective != statement.Actions)
                throw Invalid("'keys' and 'metrics' are about the whole service: allow them with \"queues\": [\"*\"].");
        }
    }

    /// <summary>Nobody gives out, or gets hold of, more than they have.</summary>
    public static void CheckCovers(AccessPrincipal actor, AccessPolicy policy)
    {
        if (!actor.Policy.Covers(policy))
        {
            throw new AccessException(
                AccessErrorCode.AccessDenied,
                "A key manages only keys that may do no more than itself. Use one that may do all of this.");
        }
    }

    private static AccessException Invalid(string detail) => new(AccessErrorCode.InvalidKeySetting, detail);
}
