using QueueService.Replication;
using QueueService.Replication.Snapshots;
using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>The note beside the head of the log of a counter, as bytes.</summary>
internal static class CounterNote
{
    private const byte Version = 203;

    public static ReadOnlyMemory<byte> Encode(SnapshotReference? snapshot, CounterState state, bool isFinal)
    {
        WireWriter writer = new();
        writer.Byte(Version);
        writer.Number(snapshot?.Frame.Value ?? 0);
        writer.Fixed128(snapshot?.Unique ?? UInt128.Zero);
        writer.Number(state.Clock.UnixMilliseconds);
        writer.Byte(isFinal ? (byte)1 : (byte)0);
        writer.Number((isFinal ? state.NextDue : null)?.UnixMilliseconds ?? 0);
        return writer.Written;
    }

    public static HeadNote Decode(ReadOnlySpan<byte> note)
    {
        WireReader reader = new(note);
        reader.ExpectVersion(Version);
        SnapshotReference snapshot = new(new FrameNumber(reader.Number()), reader.Fixed128());
        Timestamp at = new(reader.Number());
        bool isFinal = reader.Byte() != 0;
        long due = reader.Number();
        return new HeadNote(
            snapshot.Frame == FrameNumber.None ? null : snapshot, at, isFinal, due == 0 ? null : new Timestamp(due));
    }
}
