using QueueService.Exchanges.State;

namespace QueueService.Exchanges.Commands;

/// <summary>What became of the bindings of an exchange when they were replaced as a set.</summary>
internal sealed record BindingsChange(
    IReadOnlyList<Link> Added, IReadOnlyList<Link> Removed, IReadOnlyList<Link> Kept);
