using QueueService.Wire;

namespace QueueService.Exchanges.Matching;

/// <summary>
/// One way out of an exchange. <see cref="BindingRules"/> makes those that may be. Bindings of the same content are
/// equal.
/// </summary>
public sealed record Binding
{
    internal Binding(Destination destination, string routingKey, BindingMatch? match)
    {
        Destination = destination;
        RoutingKey = routingKey;
        Match = match;
        WireWriter writer = new();
        BindingCodec.Write(writer, this);
        Id = BindingId.Of(writer.Written.Span);
    }

    public BindingId Id { get; }

    public Destination Destination { get; }

    /// <summary>
    /// The key of a direct exchange, the pattern of a topic exchange; empty for a fanout or headers exchange.
    /// </summary>
    public string RoutingKey { get; }

    /// <summary>What must hold beside the key; null if nothing.</summary>
    public BindingMatch? Match { get; }
}
