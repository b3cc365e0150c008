namespace QueueService.Tests.Chaos.Record;

/// <summary>What a client may conclude from how its call ended.</summary>
internal enum Outcome
{
    /// <summary>The service said that it is done.</summary>
    Done = 1,

    /// <summary>The service said that nothing was changed, or could not be reached.</summary>
    Refused,

    /// <summary>It may have been done, may be done later, or never.</summary>
    Unknown,
}
