using QueueService.Exchanges.Matching;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Routing;

/// <summary>Somebody wanted to add a binding, or to take one away.</summary>
/// <param name="Adds">True to add it.</param>
internal sealed record BindingCall(string Exchange, Binding Binding, bool Adds, Timestamp Began)
{
    public Timestamp Ended { get; set; }

    /// <summary>What the client was told; unknown until then.</summary>
    public Verdict Verdict { get; set; } = Verdict.Unknown;
}
