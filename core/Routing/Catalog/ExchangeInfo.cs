using QueueService.Exchanges.Settings;

namespace QueueService.Routing.Catalog;

/// <summary>An exchange as clients see it.</summary>
public sealed record ExchangeInfo(
    ExchangeName Name, ExchangeSettings Settings, DateTimeOffset CreatedAt, DateTimeOffset ModifiedAt)
{
    /// <summary>How many bindings lead from it.</summary>
    public required long Bindings { get; init; }

    /// <summary>
    /// Messages that were published here; those that were not stored in its own log are counted some seconds later, and
    /// a crash may forget the last of them.
    /// </summary>
    public required long Published { get; init; }

    /// <summary>Those among them that had no route, counted in the same way.</summary>
    public required long Unroutable { get; init; }

    /// <summary>Copies that are on their way to their queues.</summary>
    public required long Behind { get; init; }

    /// <summary>
    /// Dead letters that queues hold until this exchange leads them somewhere, of the last five seconds. Null where
    /// nobody has looked: in answers to declarations.
    /// </summary>
    public long? Held { get; init; }
}
