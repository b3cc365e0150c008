namespace QueueService.Tests.Simulation.Service;

/// <summary>What a client may conclude from how its call ended.</summary>
internal enum Verdict
{
    /// <summary>There was an answer.</summary>
    Answered = 1,

    /// <summary>The service said that nothing was changed.</summary>
    Refused,

    /// <summary>It may have been done, may be done later, or never.</summary>
    Unknown,
}
