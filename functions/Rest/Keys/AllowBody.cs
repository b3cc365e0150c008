using System.ComponentModel.DataAnnotations;
using QueueService.Access.Policies;

namespace QueueService.Functions.Rest.Keys;

/// <summary>What a key may do with some queues: a ready-made role, or single actions.</summary>
internal sealed record AllowBody
{
    [AllowedValues("admin", "operator", "sender", "receiver", "viewer")]
    public string? Role { get; init; }

    /// <summary>In an answer also those of the role.</summary>
    public IReadOnlyList<string>? Actions { get; init; }

    /// <summary>Names, with <c>*</c> for any text and <c>?</c> for any one character.</summary>
    [MinLength(1)]
    [MaxLength(Limits.MaxKeyPatterns)]
    public required IReadOnlyList<string> Queues { get; init; }

    public static AllowBody From(PolicyStatement statement) => new()
    {
        Role = statement.Role,
        Actions = ActionWords.Of(statement.Effective),
        Queues = [.. statement.Queues.Select(pattern => pattern.Value)],
    };
}
