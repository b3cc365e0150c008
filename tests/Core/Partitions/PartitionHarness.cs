using QueueService.Partitions;
using QueueService.Partitions.Codec;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Contents;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Partitions.Settings;
using QueueService.Partitions.State;
using QueueService.Replication;
using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Tests.Core.Partitions;

/// <summary>
/// The state machine of one partition without storage. After every frame it proves that the state equals the replay of
/// all encoded frames, that it equals what is loaded from its saved form, and that its counts are right.
/// </summary>
internal sealed class PartitionHarness
{
    private readonly List<byte[]> _frames = [];
    private readonly Dictionary<FrameNumber, FrameContents> _contents = [];
    private long _drafts;

    public PartitionHarness(QueueSettings? settings = null, string queue = "q", ulong incarnation = 1)
    {
        State = new PartitionState(new PartitionId(incarnation, 0));
        QueueName name = QueueName.Parse(queue);
        Commit([new Configured(name, 1, settings ?? new QueueSettings())], ReadOnlyMemory<byte>.Empty);
    }

    public PartitionState State { get; private set; }

    public Timestamp Now { get; private set; } = new(1_000_000);

    public PartitionLimits Bounds { get; set; } = PartitionLimits.Default;

    /// <summary>False where there is too much of everything to be replayed after each frame.</summary>
    public bool IsChecked { get; init; } = true;

    /// <summary>How many runs of unread messages were loaded.</summary>
    public int Loads { get; private set; }

    /// <summary>The encoded frames, the first one first.</summary>
    public IReadOnlyList<byte[]> Frames => _frames;

    /// <summary>What a look-up of the dead-letter queue finds.</summary>
    public MoveTarget? DeadLetterTarget { get; set; }

    public void Wait(double seconds) => Now += TimeSpan.FromSeconds(seconds);

    /// <summary>As if messages before this one had come and gone.</summary>
    public void SkipTo(SequenceNumber next)
    {
        int count = (int)(next - State.NextSequence);
        Commit([new Sent(State.NextSequence, new StoredMessage[count]), new Purged(next)], ReadOnlyMemory<byte>.Empty);
    }

    /// <summary>Forgets everything derived, as a process that starts.</summary>
    public void Restart() => State = PartitionState.Restore(State.Id, SnapshotCodec.Decode(Saved(State)));

    /// <summary>Has the command decided in as many frames as it needs.</summary>
    public TReply Do<TReply>(Command<TReply> command)
    {
        Decision decision = Decide(command)[0];
        while (decision == Decision.Defer)
            decision = Decide(command)[0];
        Assert.Equal(Decision.Done, decision);
        return command.Reply.GetAwaiter().GetResult();
    }

    /// <summary>Decides commands in one draft and commits what comes of it.</summary>
    public Decision[] Decide(params Command[] commands)
    {
        State.Advance(Now);
        QueueDraft draft = new(State, ++_drafts, State.Clock, Bounds, new WireWriter());
        Decision[] decisions = [.. commands.Select(command => Decide(draft, command))];
        if (draft.Events.Count > 0 && !draft.IsSealed)
            draft.TakeOutExpired();
        if (draft.Events.Count > 0)
            Commit(draft.Events, draft.Payload());
        for (int n = 0; n < commands.Length; n++)
        {
            if (decisions[n] == Decision.Done)
                commands[n].Complete();
        }

        return decisions;
    }

    /// <summary>What the log says of a message that was found.</summary>
    public StoredMessage Message(Delivery found) => _contents[found.Frame].Messages[found.Index];

    private Decision Decide(QueueDraft draft, Command command)
    {
        while (true)
        {
            Decision decision = command.Decide(draft);
            if (decision != Decision.Prepare)
                return decision;
            if (draft.LacksDeadLetter && draft.DeadLetter is null)
            {
                draft.DeadLetter = new DeadLetterTarget(State.Settings.DeadLetter!.Queue!.Value, DeadLetterTarget);
                continue;
            }

            UnreadRun run = State.FindUnloaded()!.Value;
            State.Load(run, _contents[run.Frame].Messages);
            Loads++;
            draft.Reload();
        }
    }

    private void Commit(IReadOnlyList<PartitionEvent> events, ReadOnlyMemory<byte> payload)
    {
        Timestamp time = Timestamp.Max(Now, State.Clock);
        byte[] encoded = FrameCodec.Encode(time, events, payload.Span);
        _frames.Add(encoded);
        FrameNumber number = State.LastFrame.Next;
        Frame frame = FrameCodec.Decode(State.Id, number, encoded);
        State.Apply(number, frame.Time, frame.Events);
        _contents[number] = FrameContents.Of(frame.Time, frame.Events, payload);
        if (IsChecked)
            Check();
    }

    private void Check()
    {
        byte[] saved = Saved(State);
        PartitionState replayed = new(State.Id);
        foreach (byte[] encoded in _frames)
        {
            Frame frame = FrameCodec.Decode(State.Id, replayed.LastFrame.Next, encoded);
            replayed.Apply(replayed.LastFrame.Next, frame.Time, frame.Events);
        }

        Assert.Equal(saved, Saved(replayed));
        PartitionState restored = PartitionState.Restore(State.Id, SnapshotCodec.Decode(saved));
        Assert.Equal(saved, Saved(restored));
        restored.Advance(State.Clock);
        Assert.Equal(Counts(State), Counts(restored));
        Assert.Equal(
            State.Unread.All.Sum(run => (long)run.Count) + State.Touched.Count(entry => entry.IsReady), State.Visible);
        HarnessLooks.Check(State);
        HarnessLooks.Check(restored);
    }

    private static byte[] Saved(PartitionState state) => SnapshotCodec.Encode(state.Save()).ToArray();

    private static (long, long, long, long, long) Counts(PartitionState state) =>
        (state.Visible, state.InFlight, state.DelayedInAll, state.Leaving, state.Bytes);
}
