namespace QueueService.Storage.Memory;

/// <summary>What goes wrong with a call before it reaches the disk.</summary>
public enum StorageFault
{
    None = 0,

    /// <summary>The store asks to come back later; nothing happened.</summary>
    Throttled,

    /// <summary>
    /// No answer came and nothing has happened, unless the hook calls <see cref="StorageCall.ArriveLate"/>.
    /// </summary>
    Lost,

    /// <summary>The disk is full; nothing happened.</summary>
    Full,
}
