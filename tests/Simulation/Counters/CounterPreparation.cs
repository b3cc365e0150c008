using QueueService.Replication;
using QueueService.Storage;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>The contents of tokens that are to be taken.</summary>
internal sealed class CounterPreparation(CounterPartition partition, IReadOnlyList<FrameNumber> wanted) : Preparation
{
    private readonly List<(FrameNumber Frame, ReadOnlyMemory<byte>? Payload)> _found = [];

    public override int Frames => _found.Count;

    public override async Task FetchAsync()
    {
        await using ICommitLog log = partition.Store.OpenLog(partition.Id);
        foreach (FrameNumber frame in wanted)
            _found.Add((frame, (await log.ReadFrameAsync(frame, CancellationToken.None))?.Payload));
    }

    public override bool HandIn(StateMachine machine)
    {
        CounterMachine counter = (CounterMachine)machine;
        foreach ((FrameNumber frame, ReadOnlyMemory<byte>? payload) in _found)
        {
            if (payload is { } content)
                counter.Load(frame, content);
            else if (counter.State.Living.Any(token => token.Frame == frame))
                return false;
        }

        return true;
    }
}
