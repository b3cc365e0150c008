using QueueService.Exchanges.Matching;

namespace QueueService.Functions.Rest.Exchanges;

/// <summary>What types of exchanges and syntaxes of topics are called.</summary>
internal static class ExchangeWords
{
    public const string Direct = "direct";
    public const string Fanout = "fanout";
    public const string Topic = "topic";
    public const string Headers = "headers";

    public const string Amqp = "amqp";
    public const string Mqtt = "mqtt";

    public static readonly IReadOnlyList<(string Word, ExchangeType Value)> Types =
    [
        (Direct, ExchangeType.Direct), (Fanout, ExchangeType.Fanout), (Topic, ExchangeType.Topic),
        (Headers, ExchangeType.Headers),
    ];

    public static readonly IReadOnlyList<(string Word, TopicSyntax Value)> Syntaxes =
        [(Amqp, TopicSyntax.Amqp), (Mqtt, TopicSyntax.Mqtt)];

    public static string Of(ExchangeType type) => Types.First(known => known.Value == type).Word;

    public static string Of(TopicSyntax syntax) => Syntaxes.First(known => known.Value == syntax).Word;
}
