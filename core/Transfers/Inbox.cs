using QueueService.Storage;

namespace QueueService.Transfers;

/// <summary>The last transfer that was taken from each source; part of the fold.</summary>
internal sealed class Inbox
{
    /// <summary>
    /// No partition: incarnations have 60 bits. Under it stands the frame of the last retirement, in memory as in
    /// snapshots.
    /// </summary>
    private static readonly PartitionId Retirements = new(ulong.MaxValue, 0);

    private readonly Dictionary<PartitionId, TransferNumber> _last = [];

    /// <summary>All that is to be saved, in no order.</summary>
    public IReadOnlyCollection<KeyValuePair<PartitionId, TransferNumber>> All => _last;

    /// <summary>The last frame that forgot a source; none if none ever did.</summary>
    public FrameNumber LastRetirement => new(_last.GetValueOrDefault(Retirements).Value);

    /// <summary>The last transfer that was taken from this source; 0 if none ever was.</summary>
    public TransferNumber LastTaken(PartitionId source) => _last.GetValueOrDefault(source);

    public void Take(PartitionId source, TransferNumber last) => _last[source] = last;

    /// <summary>Forgets a source that is closed for good.</summary>
    /// <param name="frame">The frame that does so.</param>
    public void Retire(PartitionId source, FrameNumber frame)
    {
        _last.Remove(source);
        _last[Retirements] = new TransferNumber(frame.Value);
    }

    /// <summary>Puts back what was saved.</summary>
    public void Restore(PartitionId source, TransferNumber last) => _last.Add(source, last);
}
