namespace QueueService.Tests.Chaos.Record;

/// <summary>One try to take a delivered message out of its queue.</summary>
internal sealed class AckCall
{
    public Outcome Outcome { get; set; } = Outcome.Unknown;

    /// <summary>When the client heard; only with an answer.</summary>
    public DateTimeOffset Ended { get; set; } = DateTimeOffset.MaxValue;
}
