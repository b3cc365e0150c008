using System.ComponentModel.DataAnnotations;
using QueueService.Access;
using QueueService.Functions.Rest.Keys;

namespace QueueService.Functions.Rest.Me;

/// <summary>Who has sent the call, and what they may do.</summary>
internal sealed record MeAnswer
{
    /// <summary>The id of the key, or what the identity provider calls them; <c>-</c> where access is off.</summary>
    public required string Id { get; init; }

    public string? Name { get; init; }

    [AllowedValues("key", "entra", "open")]
    public required string Kind { get; init; }

    public required IReadOnlyList<AllowBody> Allow { get; init; }

    /// <summary>When the key ends; absent if it does not.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What the clock of the service shows.</summary>
    public required DateTimeOffset Now { get; init; }

    public static MeAnswer From(AccessPrincipal principal, DateTimeOffset now) => new()
    {
        Id = principal.Id,
        Name = principal.Name,
        Kind = principal.Kind switch
        {
            PrincipalKind.Key => "key",
            PrincipalKind.Entra => "entra",
            PrincipalKind.Open => "open",
            _ => throw new InvalidOperationException($"No word for {principal.Kind}."),
        },
        Allow = [.. principal.Policy.Statements.Select(AllowBody.From)],
        ExpiresAt = principal.ExpiresAt,
        Now = now,
    };
}
