namespace QueueService.Partitions.State;

/// <summary>
/// A walk over the messages that can be received, shared by the receives of one draft. It skips what the draft has
/// claimed already.
/// </summary>
internal abstract class DeliveryCursor
{
    /// <summary>Begins the share of one receive; calling it again without claims in between begins it anew.</summary>
    public abstract void Begin();

    /// <summary>The next message for this receive; null when there is none.</summary>
    public abstract MessageEntry? Next();
}
