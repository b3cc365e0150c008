namespace QueueService.Access;

/// <summary>Why access was refused, or a change of keys. The names are part of the REST contract.</summary>
public enum AccessErrorCode
{
    /// <summary>The request says nothing of who sends it.</summary>
    MissingKey = 1,

    /// <summary>There is no such key, or this is not its secret.</summary>
    InvalidKey,

    /// <summary>The right secret of a key whose time is over.</summary>
    KeyExpired,

    /// <summary>The right secret of a key that was switched off.</summary>
    KeyDisabled,

    /// <summary>Known, and not allowed to.</summary>
    AccessDenied,

    /// <summary>Too many wrong keys from the same address or for the same id.</summary>
    TooManyFailures,

    KeyNotFound,

    /// <summary>A value of a new or changed key is not what it may be.</summary>
    InvalidKeySetting,

    TooManyKeys,

    /// <summary>What is stored of a key cannot be what was written. No other key is concerned.</summary>
    KeyDamaged,
}
