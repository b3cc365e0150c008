namespace QueueService.Exchanges.Matching;

/// <summary>What a binding leads to: a queue or an exchange, which need not be there.</summary>
public readonly record struct Destination
{
    private Destination(DestinationKind kind, string name)
    {
        Kind = kind;
        Name = name;
    }

    public DestinationKind Kind { get; }

    /// <summary>Of a queue or of an exchange.</summary>
    public string Name { get; }

    /// <summary>The queue; null if it is an exchange.</summary>
    public QueueName? Queue => Kind == DestinationKind.Queue ? QueueName.Parse(Name) : null;

    /// <summary>The exchange; null if it is a queue.</summary>
    public ExchangeName? Exchange => Kind == DestinationKind.Exchange ? ExchangeName.Parse(Name) : null;

    public static Destination Of(QueueName queue) => new(DestinationKind.Queue, queue.Value);

    public static Destination Of(ExchangeName exchange) => new(DestinationKind.Exchange, exchange.Value);

    public override string ToString() => $"{(Kind == DestinationKind.Queue ? "queue" : "exchange")} '{Name}'";
}
