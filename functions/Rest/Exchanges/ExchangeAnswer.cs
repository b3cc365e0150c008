using System.ComponentModel.DataAnnotations;
using QueueService.Exchanges.Matching;
using QueueService.Exchanges.Settings;
using QueueService.Routing.Catalog;

namespace QueueService.Functions.Rest.Exchanges;

/// <summary>An exchange with its settings and counts.</summary>
internal sealed record ExchangeAnswer
{
    public required string Name { get; init; }

    [AllowedValues(ExchangeWords.Direct, ExchangeWords.Fanout, ExchangeWords.Topic, ExchangeWords.Headers)]
    public required string Type { get; init; }

    /// <summary>Of topic exchanges only.</summary>
    [AllowedValues(ExchangeWords.Amqp, ExchangeWords.Mqtt)]
    public string? Syntax { get; init; }

    public string? AlternateExchange { get; init; }

    public required bool Internal { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ModifiedAt { get; init; }

    public required ExchangeStatsAnswer Stats { get; init; }

    public static ExchangeAnswer From(ExchangeInfo exchange)
    {
        ExchangeSettings settings = exchange.Settings;
        return new ExchangeAnswer
        {
            Name = exchange.Name.Value,
            Type = ExchangeWords.Of(settings.Type),
            Syntax = settings.Type == ExchangeType.Topic ? ExchangeWords.Of(settings.Syntax) : null,
            AlternateExchange = settings.Alternate?.Value,
            Internal = settings.IsInternal,
            Tags = settings.Tags,
            CreatedAt = exchange.CreatedAt,
            ModifiedAt = exchange.ModifiedAt,
            Stats = new ExchangeStatsAnswer(
                exchange.Bindings, exchange.Published, exchange.Unroutable, Delayed: 0, exchange.Held),
        };
    }
}
