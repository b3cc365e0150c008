using QueueService.Replication;
using QueueService.Storage;

namespace QueueService.Transfers;

/// <summary>Items with all that they hold, ready to arrive.</summary>
internal abstract class TransferLoad
{
    /// <summary>How many items of the batch it has, beginning with the first; at least 1.</summary>
    public abstract int Count { get; }

    /// <summary>
    /// Has the destination take them, each once. Null if it has; else the frame that it is at: the source is to be
    /// looked at again, and what is still on its way sent with that frame.
    /// </summary>
    /// <param name="seen">A frame of the destination that was there before the source was looked at.</param>
    /// <exception cref="PartitionClosedException">The destination is gone.</exception>
    public abstract Task<FrameNumber?> ArriveAsync(FrameNumber seen);
}
