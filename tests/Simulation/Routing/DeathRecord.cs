using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Routing;

/// <summary>What was sent to the queue whose dead letters go to an exchange, and what became of it there.</summary>
internal sealed class DeathRecord
{
    /// <summary>What became of each send, by its body.</summary>
    public Dictionary<string, Verdict> Sent { get; } = [];

    /// <summary>When a message was first received, before which it cannot have died.</summary>
    public Dictionary<string, Timestamp> FirstReceived { get; } = [];

    /// <summary>What was certainly acknowledged, and so cannot die any more.</summary>
    public HashSet<string> Acknowledged { get; } = [];

    /// <summary>What may have been acknowledged.</summary>
    public HashSet<string> Doubtful { get; } = [];

    /// <summary>What was certainly rejected.</summary>
    public HashSet<string> Rejected { get; } = [];

    /// <summary>What was received by a call that began after it had certainly been rejected or acknowledged.</summary>
    public HashSet<string> Returned { get; } = [];

    /// <summary>When the binding to each grave was answered.</summary>
    public Dictionary<string, Timestamp> BindingEnded { get; } = [];
}
