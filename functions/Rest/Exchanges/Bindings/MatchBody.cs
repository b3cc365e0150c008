using System.ComponentModel.DataAnnotations;

namespace QueueService.Functions.Rest.Exchanges.Bindings;

/// <summary>What a binding asks of the attributes of a message, beside its key.</summary>
internal sealed record MatchBody
{
    /// <summary>All of the conditions must hold unless it says any.</summary>
    [AllowedValues(MatchWords.All, MatchWords.Any)]
    public string? Mode { get; init; }

    public IReadOnlyDictionary<string, ConditionBody>? Attributes { get; init; }
}
