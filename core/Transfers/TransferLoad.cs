using QueueService.Replication;
using QueueService.Storage;

namespace QueueService.Transfers;

/// <summary>Items with all that they hold, ready to arrive.</summary>
internal abstract class TransferLoad
{
    /// <summary>
    /// Has the destination take them, each once. Null if it has; else the frame that it is at: the source is to be
    /// looked at again, and what is still on its way sent with that frame.
    /// </summary>
    /// <param name="seen">A frame of the destination that was there before the source was looked at.</param>
    /// <exception cref="PartitionClosedException">The destination is gone.</exception>
    public abstract Task<FrameNumber?> ArriveAsync(FrameNumber seen);
}
