namespace QueueService.Tests.Chaos.Routing;

/// <summary>
/// What is declared in a run with exchanges, and where its keys lead. Some bindings stay, others come and go.
/// </summary>
internal static class Topology
{
    /// <summary>Where everything is published.</summary>
    public const string Source = "orders";

    private const string Audit = "audit";
    private const string Lost = "lost";

    /// <summary>In the order in which they can be declared, with their settings.</summary>
    public static readonly IReadOnlyList<(string Exchange, string Settings)> Exchanges =
    [
        (Lost, """{"type":"fanout"}"""),
        (Audit, """{"type":"fanout","internal":true}"""),
        (Source, """{"type":"topic","alternateExchange":"lost"}"""),
    ];

    /// <summary>With their settings.</summary>
    public static readonly IReadOnlyList<(string Queue, string Settings)> Queues =
    [
        ("bills", "{}"), ("all", "{}"), ("copies", """{"partitions":3}"""), ("copies.fifo", "{}"), ("unrouted", "{}"),
        ("guest", "{}"), ("visitor", "{}"),
    ];

    /// <summary>Bindings that stay, as they are declared.</summary>
    public static readonly IReadOnlyList<(string Exchange, string Binding)> Bindings =
    [
        (Source, """{"queue":"bills","routingKey":"order.paid.*"}"""),
        (Source, """{"queue":"all","routingKey":"order.#"}"""),
        (Source, """{"exchange":"audit","routingKey":"order.*.*"}"""),
        (Audit, """{"queue":"copies"}"""),
        (Audit, """{"queue":"copies.fifo"}"""),
        (Lost, """{"queue":"unrouted"}"""),
    ];

    /// <summary>Bindings that come and go, one a client.</summary>
    public static readonly IReadOnlyList<(string Queue, string Binding)> Guests =
    [
        ("guest", """{"queue":"guest","routingKey":"order.#"}"""),
        ("visitor", """{"queue":"visitor","routingKey":"order.paid.#"}"""),
    ];

    /// <summary>Each key with the queues that it always reaches, and those that it reaches while they are bound.</summary>
    public static readonly IReadOnlyList<(string Key, string[] Always, string[] WhileBound)> Keys =
    [
        ("order.paid.de", ["bills", "all", "copies", "copies.fifo"], ["guest", "visitor"]),
        ("order.sent.at", ["all", "copies", "copies.fifo"], ["guest"]),
        ("order.paid", ["all"], ["guest", "visitor"]),
        ("mail", ["unrouted"], []),
    ];
}
