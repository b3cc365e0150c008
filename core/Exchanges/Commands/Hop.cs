using QueueService.Exchanges.Settings;
using QueueService.Exchanges.State;
using QueueService.Storage;

namespace QueueService.Exchanges.Commands;

/// <summary>Where one exchange leads to, without what lies behind other exchanges.</summary>
/// <param name="Links">For each message that was asked about: those that take it.</param>
/// <param name="Leaving">Partitions that copies are on their way to.</param>
internal sealed record Hop(
    ExchangeSettings Settings, IReadOnlyList<IReadOnlyList<Link>> Links, IReadOnlySet<PartitionId> Leaving);
