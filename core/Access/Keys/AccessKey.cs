using QueueService.Access.Policies;

namespace QueueService.Access.Keys;

/// <summary>A key as it is shown: all but its secret.</summary>
public sealed record AccessKey
{
    /// <summary>Random, 20 capital letters and digits.</summary>
    public required string Id { get; init; }

    /// <summary>1..100 characters for people; need not be unique.</summary>
    public required string Name { get; init; }

    public required AccessPolicy Policy { get; init; }

    public bool IsEnabled { get; init; } = true;

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The id of the key that made this one.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>From then on it is refused; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Up to an hour old; null if it was never used.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When the secret was made.</summary>
    public required DateTimeOffset RotatedAt { get; init; }

    /// <summary>Until when the secret before it works too; null if none does.</summary>
    public DateTimeOffset? PreviousSecretUntil { get; init; }
}
