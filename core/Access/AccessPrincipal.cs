using QueueService.Access.Keys;
using QueueService.Access.Policies;

namespace QueueService.Access;

/// <summary>Somebody whose identity was proven, and what they may do.</summary>
/// <param name="Id">What logs call them: the id of the key, or the name that the identity provider gives.</param>
public sealed record AccessPrincipal(string Id, AccessPolicy Policy)
{
    public PrincipalKind Kind { get; init; } = PrincipalKind.Key;

    /// <summary>What people call them; null if nobody has said.</summary>
    public string? Name { get; init; }

    /// <summary>From then on they are not let in any more; null for never, or if it is not known here.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Where to ask whether the key is still good; null if it is no key that can be taken back.</summary>
    internal KeyCache? Keys { get; init; }

    /// <summary>Whoever asks while access control is off.</summary>
    public static AccessPrincipal Anyone { get; } = new("-", AccessPolicy.Everything)
    {
        Kind = PrincipalKind.Open,
    };

    /// <summary>
    /// What they may do by now: for calls that have waited, in which a key may have been taken back.
    /// </summary>
    public async ValueTask<AccessPolicy> CurrentPolicyAsync(CancellationToken cancellationToken)
    {
        if (Keys is null)
            return Policy;
        ActiveKey? key = await Keys.FindAsync(Id, cancellationToken);
        return key is not null && key.RefusalAt(Keys.Now) is null ? key.Principal.Policy : AccessPolicy.Nothing;
    }
}
