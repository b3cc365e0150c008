namespace QueueService.Replication.Contents;

/// <summary>What a kind keeps in memory of a frame with a payload. Never changes.</summary>
internal abstract class CachedFrame
{
    /// <summary>What keeping this in memory costs, in bytes; never changes.</summary>
    public abstract int Cost { get; }
}
