using QueueService.Exchanges.Matching;
using QueueService.Exchanges.Settings;

namespace QueueService.Routing.Catalog;

/// <summary>What is fixed of the exchange of the topics of MQTT.</summary>
internal static class BuiltInExchange
{
    public static readonly ExchangeSettings Settings = new() { Type = ExchangeType.Topic, Syntax = TopicSyntax.Mqtt };

    /// <summary>Refuses settings that it may not have.</summary>
    /// <exception cref="BrokerException"><c>ReservedName</c>.</exception>
    public static void Check(ExchangeName name, ExchangeSettings settings)
    {
        if (name == ExchangeName.Mqtt && (settings with { Tags = Settings.Tags }) != Settings)
        {
            throw Refusal(
                "it is a topic exchange with the syntax 'mqtt', not internal, and without an alternate. Only its tags "
                + "can be changed.");
        }
    }

    public static BrokerException Refusal(string rule) => new(
        BrokerErrorCode.ReservedName,
        $"Exchange '{ExchangeName.Mqtt}' holds the topics of MQTT and is built in: {rule}");
}
