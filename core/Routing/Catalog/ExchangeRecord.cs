using QueueService.Exchanges.Settings;
using QueueService.Storage;

namespace QueueService.Routing.Catalog;

/// <summary>What the catalog knows of an exchange.</summary>
/// <param name="Incarnation">Random; an exchange that is made again under the same name has another one.</param>
/// <param name="Settings">
/// As they were written last: type and syntax never change; of the others the log tells what counts.
/// </param>
/// <param name="IsDeleting">The exchange is gone for clients; what it stored is being deleted.</param>
internal sealed record ExchangeRecord(
    ExchangeName Name,
    ulong Incarnation,
    ExchangeSettings Settings,
    DateTimeOffset CreatedAt,
    DateTimeOffset ModifiedAt,
    bool IsDeleting)
{
    /// <summary>The partition that keeps its log.</summary>
    public PartitionId Partition => new(Incarnation, 0);
}
