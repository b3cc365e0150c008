namespace QueueService.Tests.Simulation.Counters;

internal enum CounterEventKind : byte
{
    Added = 1,
    Taken = 2,
    Ended = 3,

    /// <summary>A token sets out to another counter.</summary>
    Left = 4,

    /// <summary>A token comes from another counter.</summary>
    Arrived = 5,

    /// <summary>Another counter has taken the tokens up to a transfer number.</summary>
    Finished = 6,
}
