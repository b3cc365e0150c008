using System.ComponentModel.DataAnnotations;
using QueueService.Functions.Rest.OpenApi;

namespace QueueService.Functions.Rest.Exchanges;

/// <summary>Settings of an exchange; those that are not given take their defaults, or stay as they are.</summary>
internal sealed record ExchangeBody
{
    /// <summary>Required for a new exchange, and fixed from then on.</summary>
    [AllowedValues(ExchangeWords.Direct, ExchangeWords.Fanout, ExchangeWords.Topic, ExchangeWords.Headers)]
    public string? Type { get; init; }

    /// <summary>Of a topic exchange, and fixed; amqp unless given.</summary>
    [AllowedValues(ExchangeWords.Amqp, ExchangeWords.Mqtt)]
    public string? Syntax { get; init; }

    /// <summary>Takes what reaches no queue through the exchange; need not exist.</summary>
    [TakesNull]
    [MinLength(1), MaxLength(Limits.MaxExchangeNameLength)]
    public string? AlternateExchange { get; init; }

    /// <summary>True if only bindings and alternates lead here, and nobody publishes.</summary>
    public bool? Internal { get; init; }

    [MaxLength(Limits.MaxTags)]
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
