using QueueService.Exchanges.Settings;
using QueueService.Exchanges.State;

namespace QueueService.Exchanges.Commands;

/// <summary>An exchange as its state has it.</summary>
/// <param name="Links">Those that were asked for.</param>
internal sealed record ExchangeView(ExchangeSettings Settings, IReadOnlyList<Link> Links)
{
    /// <summary>How many bindings there are.</summary>
    public required int Bindings { get; init; }

    public required long Published { get; init; }

    public required long Unroutable { get; init; }

    /// <summary>Copies that are on their way.</summary>
    public required long Behind { get; init; }

    /// <summary>Partitions that copies are on their way to, with the number of the first one.</summary>
    public required IReadOnlyDictionary<Storage.PartitionId, Transfers.TransferNumber> Leaving { get; init; }
}
