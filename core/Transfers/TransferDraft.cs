using QueueService.Storage;

namespace QueueService.Transfers;

/// <summary>What a draft decides about transfers, on top of inbox and outboxes.</summary>
/// <param name="next">The number that the next item to a destination has in the state.</param>
internal sealed class TransferDraft(Inbox inbox, Func<PartitionId, TransferNumber> next)
{
    private Dictionary<PartitionId, TransferNumber>? _next;
    private Dictionary<PartitionId, TransferNumber>? _taken;

    /// <summary>The number of the first of these items that begin their way.</summary>
    public TransferNumber Depart(PartitionId destination, int count)
    {
        _next ??= [];
        TransferNumber first = _next.TryGetValue(destination, out TransferNumber known) ? known : next(destination);
        _next[destination] = first.Plus(count);
        return first;
    }

    /// <summary>The last transfer from this source that was taken, here or before.</summary>
    public TransferNumber LastTaken(PartitionId source) =>
        _taken is not null && _taken.TryGetValue(source, out TransferNumber last) ? last : inbox.LastTaken(source);

    public void Take(PartitionId source, TransferNumber last) => (_taken ??= [])[source] = last;

    /// <summary>
    /// How transfers that come from a source compare with what was taken. Those from <see cref="LastTaken"/> on are
    /// new if they are <see cref="ArrivalOrder.Next"/>.
    /// </summary>
    /// <param name="seen">
    /// A frame of this partition that was there before the source was looked at. A source that was closed and forgotten
    /// by then would have been found closed.
    /// </param>
    public ArrivalOrder Compare(PartitionId source, TransferNumber first, int count, FrameNumber seen)
    {
        TransferNumber taken = LastTaken(source);
        TransferNumber last = first.Plus(count - 1);
        if (taken.Value == 0 && seen < inbox.LastRetirement)
            return ArrivalOrder.Forgotten;

        // The source sends what another process has not had taken here already.
        if (first > taken.Plus(1))
            return ArrivalOrder.Ahead;
        return last <= taken ? ArrivalOrder.Taken : ArrivalOrder.Next;
    }
}
