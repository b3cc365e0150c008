using QueueService.Exchanges.Matching;

namespace QueueService.Functions.Rest.Exchanges.Bindings;

/// <summary>A binding as a client gives it; whether it may be hangs on its exchange.</summary>
internal sealed record NewBinding(Destination Destination, string? RoutingKey, BindingMatch? Match)
{
    /// <param name="index">Its place among others, for a refusal; null if it is alone.</param>
    /// <exception cref="BrokerException"><c>InvalidBinding</c>.</exception>
    public Binding On(ExchangeType type, TopicSyntax syntax, int? index = null)
    {
        try
        {
            return BindingRules.Make(type, syntax, Destination, RoutingKey, Match);
        }
        catch (BrokerException refusal) when (index is not null)
        {
            throw new BrokerException(refusal.Code, $"bindings[{index}]: {refusal.Message}");
        }
    }
}
