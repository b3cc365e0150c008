using QueueService.Exchanges.Codec;
using QueueService.Exchanges.Snapshots;
using QueueService.Exchanges.State;
using QueueService.Replication;
using QueueService.Replication.Snapshots;
using QueueService.Storage;

namespace QueueService.Exchanges.Machine;

/// <summary>What the log of an exchange makes: its <see cref="ExchangeState"/>, and drafts on it.</summary>
internal sealed class ExchangeMachine(ExchangeState state, ExchangePartition partition) : StateMachine
{
    public ExchangeState State => state;

    public override FrameNumber LastFrame => state.LastFrame;

    public override Timestamp Clock => state.Clock;

    public override bool IsClosed => state.IsClosed;

    public override long NeededBytes => state.Pending.Bytes;

    public override Timestamp? NextDue => null;

    /// <summary>No command waits for something here.</summary>
    public override long Servable => 0;

    public override void Advance(Timestamp now) => state.Advance(now);

    public override Draft Begin(in DraftTerms terms) =>
        new ExchangeDraft(state, partition.Tally, terms)
        {
            CallerTime = terms.CallerTime,
            MayWait = terms.MayWait,
        };

    /// <summary>What else is to be counted goes along.</summary>
    public override void Complete(Draft draft)
    {
        if (draft.EventCount > 0 && !draft.IsSealed)
            draft.TakeOutExpired();
    }

    public override void Fold(Draft draft, FrameNumber number) =>
        state.Apply(number, draft.Now, ((ExchangeDraft)draft).Events);

    public override FollowedFrame Follow(LogFrame stored)
    {
        ExchangeFrame frame = ExchangeFrameCodec.Decode(state.Id, stored.Number, stored.Events.Span);
        state.Apply(stored.Number, frame.Time, frame.Events);
        return new FollowedFrame(frame.Events.Length, frame.PayloadLength);
    }

    public override ReadOnlyMemory<byte> WriteNote(SnapshotReference? snapshot, bool isFinal) =>
        ExchangeNoteCodec.Encode(snapshot, state, isFinal);

    public override SnapshotWriter Capture(SnapshotTask task) =>
        new ExchangeSnapshotWriter(partition, task, ExchangeCapture.Of(state));
}
