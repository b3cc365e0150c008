using QueueService.Storage;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>All frames of one counter from the first on, and the state that they make.</summary>
internal sealed class ArchivedCounter
{
    private readonly List<CounterFrame> _frames = [];

    public CounterState State { get; } = new();

    public void Add(LogFrame stored)
    {
        CounterFrame frame = CounterFrame.Decode(stored.Events.Span);
        _frames.Add(frame);
        State.Apply(stored.Number, frame.Envelope.Time, frame.Events);
    }

    public CounterState Replay(long last)
    {
        CounterState state = new();
        foreach (CounterFrame frame in _frames.Take((int)last))
            state.Apply(state.LastFrame.Next, frame.Envelope.Time, frame.Events);
        return state;
    }
}
