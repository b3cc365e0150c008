using System.Text;
using QueueService.Access.Keys;

namespace QueueService.Functions.Rest.Keys;

/// <summary>A key, without its secret unless that was just made.</summary>
internal sealed record KeyAnswer
{
    public required string Id { get; init; }

    /// <summary>Only in the answer that makes it: it is never shown again.</summary>
    public string? Secret { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<AllowBody> Allow { get; init; }

    public required bool Enabled { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The id of the key that made it.</summary>
    public required string CreatedBy { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Up to an hour old; absent if it was never used.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When its secret was made.</summary>
    public required DateTimeOffset RotatedAt { get; init; }

    /// <summary>Until when the secret before works too.</summary>
    public DateTimeOffset? PreviousSecretUntil { get; init; }

    public static KeyAnswer From(AccessKey key) => new()
    {
        Id = key.Id,
        Name = key.Name,
        Allow = [.. key.Policy.Statements.Select(AllowBody.From)],
        Enabled = key.IsEnabled,
        CreatedAt = key.CreatedAt,
        CreatedBy = key.CreatedBy,
        ExpiresAt = key.ExpiresAt,
        LastUsedAt = key.LastUsedAt,
        RotatedAt = key.RotatedAt,
        PreviousSecretUntil = key.PreviousSecretUntil,
    };

    public static KeyAnswer From(IssuedKey issued) =>
        From(issued.Key) with { Secret = Encoding.ASCII.GetString(issued.Secret.Utf8) };
}
