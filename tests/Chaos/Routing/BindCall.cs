using QueueService.Tests.Chaos.Record;

namespace QueueService.Tests.Chaos.Routing;

/// <summary>A call that binds a queue, or takes its binding away.</summary>
/// <param name="IsBinding">False if it takes away.</param>
internal sealed record BindCall(string Queue, bool IsBinding, DateTimeOffset Began)
{
    /// <summary>When the client heard; only with an answer.</summary>
    public DateTimeOffset Ended { get; set; } = DateTimeOffset.MaxValue;

    public Outcome Outcome { get; set; } = Outcome.Unknown;
}
