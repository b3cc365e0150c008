using QueueService.Access.Policies;

namespace QueueService.Access;

/// <summary>Somebody whose identity was proven, and what they may do.</summary>
/// <param name="Id">What logs call them: the id of the key, or the name that the identity provider gives.</param>
public sealed record AccessPrincipal(string Id, AccessPolicy Policy)
{
    /// <summary>Whoever asks while access control is off.</summary>
    public static AccessPrincipal Anyone { get; } = new("-", AccessPolicy.Everything);
}
