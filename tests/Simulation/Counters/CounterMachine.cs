using QueueService.Replication;
using QueueService.Replication.Snapshots;
using QueueService.Storage;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>A machine that is as small as can be, and uses all that the layer below offers.</summary>
internal sealed class CounterMachine(CounterState state, CounterPartition partition) : StateMachine
{
    /// <summary>Payloads that were fetched, for as long as the state stays as it is.</summary>
    private readonly Dictionary<FrameNumber, ReadOnlyMemory<byte>> _loaded = [];

    public CounterState State => state;

    public override FrameNumber LastFrame => state.LastFrame;

    public override Timestamp Clock => state.Clock;

    public override bool IsClosed => false;

    public override long NeededBytes => state.Stored.Sum(token => (long)token.Length);

    public override Timestamp? NextDue => state.NextDue;

    public override long Servable => state.Living.Count();

    public override void Advance(Timestamp now) => state.Advance(now);

    public override Draft Begin(in DraftTerms terms) =>
        new CounterDraft(this, terms) { CallerTime = terms.CallerTime, MayWait = terms.MayWait };

    public override Preparation Prepare(Draft draft, IReadOnlyList<Command> lacking) => new CounterPreparation(
        partition,
        [.. state.Living.Take(lacking.Sum(command => command.Wanted)).Select(token => token.Frame).Distinct()]);

    public void Load(FrameNumber frame, ReadOnlyMemory<byte> payload) => _loaded[frame] = payload;

    /// <summary>The content of a token, if it is loaded.</summary>
    public ReadOnlyMemory<byte>? ContentOf(Token token) =>
        _loaded.TryGetValue(token.Frame, out ReadOnlyMemory<byte> payload)
            ? payload.Slice(token.Offset, token.Length)
            : (ReadOnlyMemory<byte>?)null;

    public override void Complete(Draft draft) => draft.TakeOutExpired();

    public override void Fold(Draft draft, FrameNumber number) =>
        Apply(number, draft.Now, ((CounterDraft)draft).Events);

    public override FollowedFrame Follow(LogFrame stored)
    {
        CounterFrame frame = CounterFrame.Decode(stored.Events.Span);
        Apply(stored.Number, frame.Envelope.Time, frame.Events);
        return new FollowedFrame(frame.Events.Length, frame.Envelope.PayloadLength);
    }

    public override ReadOnlyMemory<byte> WriteNote(SnapshotReference? snapshot, bool isFinal) =>
        CounterNote.Encode(snapshot, state, isFinal);

    public override SnapshotWriter Capture(SnapshotTask task) => new CounterSnapshotWriter(
        partition,
        task,
        CounterSnapshot.Encode(state),
        [.. state.Stored.Select(token => new FrameRange(token.Frame, token.Frame)).Distinct()]);

    private void Apply(FrameNumber number, Timestamp time, IReadOnlyList<CounterEvent> events)
    {
        _loaded.Clear();
        state.Apply(number, time, events);
    }
}
