using QueueService.Partitions;
using QueueService.Partitions.Codec;
using QueueService.Partitions.Events;
using QueueService.Partitions.Messages;
using QueueService.Partitions.State;
using QueueService.Storage;

namespace QueueService.Tests.Simulation.Service;

/// <summary>All frames of one partition from the first on, and the state that they make.</summary>
internal sealed class ArchivedLog(PartitionId partition)
{
    private readonly List<Frame> _frames = [];
    private readonly HashSet<(long Sequence, int Count)> _delivered = [];
    private readonly HashSet<long> _acknowledged = [];

    public PartitionState State { get; } = new(partition);

    /// <summary>Where the log ended when nothing that had gone wrong was still under way.</summary>
    public FrameNumber Marked { get; set; }

    /// <summary>The log was deleted. A late request of its creation may bring back its first frame.</summary>
    public bool IsDeleted { get; set; }

    public Frame Last => _frames[^1];

    public bool WasDelivered(SequenceNumber message, int count) => _delivered.Contains((message.Value, count));

    public bool WasAcknowledged(SequenceNumber message) => _acknowledged.Contains(message.Value);

    public void Add(LogFrame stored, HashSet<MessageId> messages)
    {
        Frame frame = FrameCodec.Decode(partition, stored.Number, stored.Events.Span);
        _frames.Add(frame);
        SequenceNumber next = State.NextSequence;
        State.Apply(stored.Number, frame.Time, frame.Events);
        for (; next < State.NextSequence; next = next.Plus(1))
            messages.Add(MessageIds.Of(partition, next));
        foreach (PartitionEvent happened in frame.Events)
        {
            if (happened is Acknowledged acknowledged)
                _acknowledged.UnionWith(acknowledged.Messages.Select(message => message.Value));
            else if (happened is Delivered delivered)
                _delivered.UnionWith(delivered.Messages.Select(Count));
        }
    }

    public PartitionState Replay(long last)
    {
        PartitionState state = new(partition);
        foreach (Frame frame in _frames.Take((int)last))
            state.Apply(state.LastFrame.Next, frame.Time, frame.Events);
        return state;
    }

    /// <summary>Each message is changed at most once in a frame, so its count after the frame is that of the event.</summary>
    private (long Sequence, int Count) Count(MessageReference message) =>
        (message.Sequence.Value, State.Find(message.Sequence)?.ReceiveCount ?? 0);
}
