using QueueService.Features;
using QueueService.Partitions.Codec;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Partitions.Snapshots;
using QueueService.Partitions.State;
using QueueService.Replication;
using QueueService.Replication.Snapshots;
using QueueService.Storage;

namespace QueueService.Partitions.Machine;

/// <summary>What the log of a partition of a queue makes: its <see cref="PartitionState"/>, and drafts on it.</summary>
internal sealed class QueueMachine(PartitionState state, QueuePartition partition) : StateMachine
{
    /// <summary>A fetch brings this many messages at least, since more will be asked for soon.</summary>
    private const int FetchMessages = 100;

    /// <summary>The same of a FIFO queue, where it takes many messages to find a group that is not blocked.</summary>
    private const int FetchFifoMessages = 1_000;

    public PartitionState State => state;

    public override FrameNumber LastFrame => state.LastFrame;

    public override Timestamp Clock => state.Clock;

    public override bool IsClosed => state.IsClosed;

    public override long NeededBytes => state.StoredBytes;

    public override Timestamp? NextDue => state.NextDue;

    public override long Servable => state.InFlight < Bounds.InFlight ? state.Servable() : 0;

    private PartitionLimits Bounds => partition.Bounds;

    public override void Advance(Timestamp now) => state.Advance(now);

    public override Draft Begin(in DraftTerms terms) =>
        new QueueDraft(state, terms.Id, terms.Now, terms.Bounds, terms.Encoded)
        {
            CallerTime = terms.CallerTime,
            MayWait = terms.MayWait,
            DeadLetter = (terms.Prepared as QueuePreparation)?.DeadLetter,
        };

    /// <summary>
    /// Loads about as many unread messages as the receives of this batch can take, if they are in memory.
    /// </summary>
    public override void LoadKnown(IReadOnlyList<Command> commands)
    {
        int wanted = Math.Min(Wanted(commands), Bounds.FrameMessages);
        if (state.Loaded < wanted)
            LoadKnown(wanted);
    }

    public override bool TryLoadKnown(Draft draft, Command command)
    {
        QueueDraft decided = (QueueDraft)draft;
        if (decided.LacksDeadLetter || !LoadKnown(command.Wanted))
            return false;
        decided.Reload();
        return true;
    }

    public override Preparation Prepare(Draft draft, IReadOnlyList<Command> lacking)
    {
        int wanted = Math.Max(state.Queue.IsFifo ? FetchFifoMessages : FetchMessages, Wanted(lacking));
        FrameNumber[] frames =
        [
            .. state.UnloadedAhead(Bounds.FetchFrames, wanted).Select(run => run.Frame).Distinct(),
        ];
        bool lacksDeadLetter = ((QueueDraft)draft).LacksDeadLetter;
        return new QueuePreparation(partition, frames, lacksDeadLetter ? state.Settings.DeadLetter!.Queue : null);
    }

    public override void Complete(Draft draft)
    {
        QueueDraft decided = (QueueDraft)draft;
        if (!decided.IsSealed)
            decided.TakeOutExpired();
        if (state.Totals is null && partition.Services.Engine.Features.Level >= FeatureLevel.Three)
            decided.Add(new TotalsBegun());
    }

    public override void Fold(Draft draft, FrameNumber number) =>
        state.Apply(number, draft.Now, ((QueueDraft)draft).Events);

    public override FollowedFrame Follow(LogFrame stored)
    {
        Frame frame = FrameCodec.Decode(state.Id, stored.Number, stored.Events.Span);
        state.Apply(stored.Number, frame.Time, frame.Events);
        return new FollowedFrame(frame.Events.Length, frame.PayloadLength);
    }

    public override ReadOnlyMemory<byte> WriteNote(SnapshotReference? snapshot, bool isFinal) =>
        QueueNoteCodec.Encode(snapshot, state, isFinal);

    public override SnapshotWriter Capture(SnapshotTask task) =>
        new QueueSnapshotWriter(state.Id, task, state.Capture(), partition.Services.Engine);

    /// <summary>Loads unread messages that are in memory, at least those of one frame; false if none are.</summary>
    private bool LoadKnown(int wanted)
    {
        int enough = state.Queue.IsFifo ? Math.Max(wanted, Bounds.GroupLookAhead) : wanted;
        bool any = false;
        while ((!any || state.Loaded < enough)
            && state.MayLoad(Bounds.Loaded)
            && state.FindUnloaded() is { } run
            && partition.Frames.Find(run.Frame) is { } contents)
        {
            state.Load(run, contents.Messages);
            any = true;
        }

        return any;
    }

    private static int Wanted(IReadOnlyList<Command> commands)
    {
        int wanted = 0;
        for (int n = 0; n < commands.Count; n++)
            wanted += commands[n].Wanted;
        return wanted;
    }
}
