using QueueService.Access.Policies;

namespace QueueService.Access.Keys;

/// <summary>What is to change of a key; null leaves it as it is.</summary>
public sealed record KeyChange
{
    public string? Name { get; init; }

    public AccessPolicy? Policy { get; init; }

    public bool? IsEnabled { get; init; }

    /// <summary>Whether <see cref="ExpiresAt"/> counts; null there takes the end away.</summary>
    public bool ChangesExpiry { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }
}
