namespace QueueService.Tests.Simulation.Counters;

internal enum CounterEventKind : byte
{
    Added = 1,
    Taken = 2,
    Ended = 3,
}
