using QueueService.Exchanges.Matching;

namespace QueueService.Tests.Simulation.Routing;

/// <summary>Which exchanges and queues there are, and which bindings come and go.</summary>
internal static class RoutingPlan
{
    /// <summary>Exchanges by name, with their types.</summary>
    public static readonly IReadOnlyList<(string Name, ExchangeType Type, string? Alternate)> Exchanges =
    [
        ("rest", ExchangeType.Fanout, null),
        ("orders", ExchangeType.Direct, "rest"),
        ("news", ExchangeType.Fanout, null),
        ("events", ExchangeType.Topic, null),
    ];

    public static readonly IReadOnlyList<string> Queues = ["a", "b", "c", "d.fifo"];

    /// <summary>A queue in which messages die.</summary>
    public const string Work = "work";

    /// <summary>The exchange that they go to then.</summary>
    public const string Dead = "dead";

    /// <summary>The queues that it leads to, in the order in which they are bound.</summary>
    public static readonly IReadOnlyList<string> Graves = ["grave", "grave.fifo"];

    public static readonly IReadOnlyList<string> Keys = ["k.1", "k.2", "x"];

    /// <summary>Bindings that may be, each of an exchange, a destination and a key.</summary>
    public static readonly IReadOnlyList<(string Exchange, Binding Binding)> Bindings =
    [
        ("rest", Of(ExchangeType.Fanout, Queue("a"), null)),
        ("orders", Of(ExchangeType.Direct, Queue("a"), "k.1")),
        ("orders", Of(ExchangeType.Direct, Queue("b"), "k.1")),
        ("orders", Of(ExchangeType.Direct, Queue("b"), "k.2")),
        ("orders", Of(ExchangeType.Direct, Exchange("events"), "k.2")),
        ("news", Of(ExchangeType.Fanout, Queue("c"), null)),
        ("news", Of(ExchangeType.Fanout, Queue("d.fifo"), null)),
        ("news", Of(ExchangeType.Fanout, Exchange("events"), null)),
        ("events", Of(ExchangeType.Topic, Queue("a"), "k.*")),
        ("events", Of(ExchangeType.Topic, Queue("b"), "#")),
        ("events", Of(ExchangeType.Topic, Queue("d.fifo"), "*.1")),
    ];

    /// <summary>True if a message with this key goes on by this binding.</summary>
    public static bool Takes(Binding binding, string key) => binding.RoutingKey switch
    {
        "" or "#" => true,
        "k.*" => key.StartsWith("k.", StringComparison.Ordinal),
        "*.1" => key.EndsWith(".1", StringComparison.Ordinal),
        string exact => string.Equals(exact, key, StringComparison.Ordinal),
    };

    private static Destination Queue(string name) => Destination.Of(QueueName.Parse(name));

    private static Destination Exchange(string name) => Destination.Of(ExchangeName.Parse(name));

    private static Binding Of(ExchangeType type, Destination destination, string? key) =>
        BindingRules.Make(type, TopicSyntax.Amqp, destination, key, null);
}
