using System.ComponentModel.DataAnnotations;
using QueueService.Access.Policies;

namespace QueueService.Functions.Rest.Keys;

/// <summary>What a key may do with some queues and exchanges: a ready-made role, or single actions.</summary>
internal sealed record AllowBody
{
    [AllowedValues("admin", "operator", "sender", "receiver", "viewer")]
    public string? Role { get; init; }

    /// <summary>In an answer also those of the role.</summary>
    public IReadOnlyList<string>? Actions { get; init; }

    /// <summary>Names, with <c>*</c> for any text and <c>?</c> for any one character.</summary>
    [MaxLength(Limits.MaxKeyPatterns)]
    public IReadOnlyList<string>? Queues { get; init; }

    /// <summary>
    /// The same of exchanges. Where it is not given, what is allowed on all queues is allowed on all exchanges, too; in
    /// an answer those that count.
    /// </summary>
    [MaxLength(Limits.MaxKeyPatterns)]
    public IReadOnlyList<string>? Exchanges { get; init; }

    public static AllowBody From(PolicyStatement statement) => new()
    {
        Role = statement.Role,
        Actions = ActionWords.Of(statement.Effective),
        Queues = [.. statement.Queues.Select(pattern => pattern.Value)],
        Exchanges = statement.Exchanges.Count == 0
            ? null
            : [.. statement.Exchanges.Select(pattern => pattern.Value)],
    };
}
