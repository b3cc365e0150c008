using QueueService.Tests.Chaos.Record;

namespace QueueService.Tests.Chaos.Routing;

/// <summary>One attempt to publish a message; all of them have one body and one deduplication id.</summary>
/// <param name="Key">The place of its routing key in <see cref="Topology.Keys"/>.</param>
internal sealed record PublishCall(string Body, int Key, DateTimeOffset Began)
{
    /// <summary>When the client heard; only with an answer.</summary>
    public DateTimeOffset Ended { get; set; } = DateTimeOffset.MaxValue;

    public Outcome Outcome { get; set; } = Outcome.Unknown;

    /// <summary>Where the service said that it goes.</summary>
    public IReadOnlyList<string> Queues { get; set; } = [];

    public override string ToString() => $"'{Body}' with key '{Topology.Keys[Key].Key}'";
}
