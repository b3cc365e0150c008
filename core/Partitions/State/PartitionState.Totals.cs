namespace QueueService.Partitions.State;

/// <content>What is counted of all messages that have ever been here.</content>
internal sealed partial class PartitionState
{
    private bool _isCounting;
    private long _sent;
    private long _received;
    private long _redelivered;
    private long _acknowledged;
    private long _deadLettered;
    private long _expiredInAll;
    private long _dropped;

    /// <summary>Null until <see cref="Events.TotalsBegun"/>.</summary>
    public MessageTotals? Totals => _isCounting
        ? new MessageTotals(_sent, _received, _redelivered, _acknowledged, _deadLettered, _expiredInAll, _dropped)
        : null;

    /// <summary>Counted whether anybody wants it or not, which is cheaper than to ask.</summary>
    private void BeginTotals(MessageTotals totals)
    {
        _isCounting = true;
        (_sent, _received, _redelivered) = (totals.Sent, totals.Received, totals.Redelivered);
        (_acknowledged, _deadLettered, _expiredInAll) = (totals.Acknowledged, totals.DeadLettered, totals.Expired);
        _dropped = totals.Dropped;
    }
}
