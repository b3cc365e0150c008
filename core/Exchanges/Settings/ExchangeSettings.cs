using QueueService.Exchanges.Matching;

namespace QueueService.Exchanges.Settings;

/// <summary>The settings of an exchange.</summary>
public sealed record ExchangeSettings
{
    /// <summary>What decides where a message goes. Fixed when the exchange is made.</summary>
    public required ExchangeType Type { get; init; }

    /// <summary>
    /// How keys and patterns of a <c>Topic</c> exchange are written. Fixed when the exchange is made.
    /// </summary>
    public TopicSyntax Syntax { get; init; } = TopicSyntax.Amqp;

    /// <summary>Where messages go that reach no queue through this exchange; it need not exist.</summary>
    public ExchangeName? Alternate { get; init; }

    /// <summary>True if clients may not publish here, only bindings and alternates lead here.</summary>
    public bool IsInternal { get; init; }

    /// <summary>At most 50; keys of 1..128 characters, values of 0..256.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>True if both say the same.</summary>
    public bool AgreesWith(ExchangeSettings other) =>
        this with { Tags = other.Tags } == other
        && Tags.Count == other.Tags.Count
        && Tags.All(tag => other.Tags.TryGetValue(tag.Key, out string? value)
            && string.Equals(value, tag.Value, StringComparison.Ordinal));
}
