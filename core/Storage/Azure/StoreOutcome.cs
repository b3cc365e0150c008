namespace QueueService.Storage.Azure;

/// <summary>What one request to the storage account came to.</summary>
internal enum StoreOutcome
{
    /// <summary>The store did it.</summary>
    Done = 1,

    /// <summary>The row or blob is not there.</summary>
    NotFound,

    /// <summary>The row, table or container is already there.</summary>
    AlreadyExists,

    /// <summary>The row no longer has the expected version.</summary>
    ConditionFailed,

    /// <summary>The store is busy and did nothing.</summary>
    Throttled,

    /// <summary>The answer was lost or says nothing: the request may or may not have been carried out.</summary>
    Unknown,

    /// <summary>The store will not do it (credentials, missing table, malformed request) and did nothing.</summary>
    Refused,

    /// <summary>The request never left this process: no connection, no token.</summary>
    NotSent,
}
