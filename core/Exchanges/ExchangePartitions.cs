using QueueService.Partitions;
using QueueService.Storage;

namespace QueueService.Exchanges;

/// <summary>
/// How the log of an exchange is told from that of a queue by its id. Incarnations of both have 60 random bits; the bit
/// above them is set for exchanges.
/// </summary>
internal static class ExchangePartitions
{
    private const ulong Kind = MessageIds.IncarnationMask + 1;

    /// <summary>The incarnation of a new exchange.</summary>
    public static ulong NewIncarnation(RandomSource random) =>
        (random.NextUInt64() & MessageIds.IncarnationMask) | Kind;

    /// <summary>True of the log of an exchange.</summary>
    public static bool Has(PartitionId partition) => (partition.Incarnation & Kind) != 0;
}
