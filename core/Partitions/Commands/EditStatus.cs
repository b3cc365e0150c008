namespace QueueService.Partitions.Commands;

/// <summary>What became of an edit.</summary>
internal enum EditStatus
{
    Done = 1,

    /// <summary>The message is not here, or is on its way to another queue.</summary>
    Gone,

    /// <summary>A consumer holds it.</summary>
    InFlight,

    /// <summary>It is not as it was seen.</summary>
    Changed,
}
