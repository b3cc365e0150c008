using QueueService.Tests.Simulation.Scenarios;

namespace QueueService.Tests.Simulation.Record;

/// <summary>All that the clients called and were told.</summary>
internal sealed class History
{
    public Dictionary<string, SentMessage> Messages { get; } = new(StringComparer.Ordinal);

    public List<SentMessage> Sent { get; } = [];

    public List<ReceiveCall> Receives { get; } = [];

    public List<PurgeCall> Purges { get; } = [];

    /// <summary>Delays of queues; what a queue was created with is none of them.</summary>
    public List<DelayChange> DelayChanges { get; } = [];

    public List<RedriveCall> Redrives { get; } = [];

    /// <summary>Queues that are certainly gone, with all that was in them.</summary>
    public List<QueuePlan> Deleted { get; } = [];

    /// <summary>True time at which everything had been drained.</summary>
    public Timestamp Ended { get; set; }

    public IEnumerable<DeliveredMessage> Deliveries => Receives.SelectMany(call => call.Deliveries);

    public void Add(SentMessage message)
    {
        Sent.Add(message);
        Messages.Add(message.Body, message);
    }
}
