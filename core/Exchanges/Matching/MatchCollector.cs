namespace QueueService.Exchanges.Matching;

/// <summary>
/// Where matches are put, and what a match needs to remember meanwhile. One at a time uses it; it is kept from message
/// to message, so that a match makes no objects.
/// </summary>
internal sealed class MatchCollector
{
    /// <summary>What was found, in no particular order; each binding once. Whoever asks clears it.</summary>
    public List<Binding> Bindings { get; } = [];
}
