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

    /// <summary>
    /// Something between the process and the disk lost the answer and sent the request again: the disk does it twice,
    /// and the answer is that of the second time.
    /// </summary>
    Repeated,
}
