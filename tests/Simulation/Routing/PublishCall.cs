using QueueService.Routing.Publishing;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Routing;

/// <summary>Messages that a client published together.</summary>
/// <param name="Bodies">Each a different one.</param>
internal sealed record PublishCall(
    string Exchange, string Key, bool IsMandatory, IReadOnlyList<string> Bodies, Timestamp Began)
{
    public Timestamp Ended { get; set; }

    public Verdict Verdict { get; set; } = Verdict.Unknown;

    /// <summary>What the client was told, if it was.</summary>
    public IReadOnlyList<PublishResult> Results { get; set; } = [];
}
