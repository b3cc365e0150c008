using QueueService.Partitions.Commands;
using QueueService.Partitions.State;
using QueueService.Replication.Snapshots;
using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Partitions.Codec;

/// <summary>
/// What stands beside the head of the log of a queue, as bytes. Stored: pinned by <c>HeadNoteFormatTests</c>.
/// </summary>
internal static class QueueNoteCodec
{
    private const byte Version = 3;

    /// <summary>The same with totals, from the third feature level on.</summary>
    private const byte VersionWithTotals = 8;

    /// <param name="isFinal">True if nothing else is going on.</param>
    public static ReadOnlyMemory<byte> Encode(SnapshotReference? snapshot, PartitionState state, bool isFinal)
    {
        MessageTotals? totals = state.Totals;
        WireWriter writer = new(96);
        writer.Byte(totals is null ? Version : VersionWithTotals);
        writer.Number(snapshot?.Frame.Value ?? 0);
        writer.Fixed128(snapshot?.Unique ?? UInt128.Zero);
        writer.Number(state.Visible);
        writer.Number(state.InFlight);
        writer.Number(state.DelayedInAll);
        writer.Number(state.Bytes);
        writer.Number(state.OldestAt?.UnixMilliseconds ?? 0);
        writer.Number(state.NextSequence.Value);
        writer.Number(state.DeadLetters);
        writer.Number(state.Clock.UnixMilliseconds);
        writer.Byte(isFinal ? (byte)1 : (byte)0);
        writer.Number((isFinal ? state.NextDue : null)?.UnixMilliseconds ?? 0);
        if (totals is { } counted)
            TotalsCodec.Write(writer, counted);
        return writer.Written;
    }

    /// <summary>
    /// Reads a note; throws <see cref="StorageCorruptException"/> if it cannot have been written, and
    /// <see cref="NewerFormatException"/> if a later program may have.
    /// </summary>
    public static QueueNote Decode(ReadOnlySpan<byte> note)
    {
        try
        {
            WireReader reader = new(note);
            byte version = reader.EitherVersion(Version, VersionWithTotals);
            SnapshotReference snapshot = new(new FrameNumber(reader.Number()), reader.Fixed128());
            long visible = reader.Number();
            long inFlight = reader.Number();
            long delayed = reader.Number();
            long bytes = reader.Number();
            long oldest = reader.Number();
            PartitionStats stats = new(
                visible,
                inFlight,
                delayed,
                bytes,
                oldest == 0 ? null : new Timestamp(oldest),
                new SequenceNumber(reader.Number()),
                reader.Number());
            Timestamp at = new(reader.Number());
            bool isFinal = reader.Byte() != 0;
            long due = reader.Number();
            MessageTotals? totals = version == VersionWithTotals ? TotalsCodec.Read(ref reader) : null;
            return new QueueNote(
                snapshot.Frame == FrameNumber.None ? null : snapshot,
                stats with { At = at, Totals = totals },
                at,
                isFinal,
                due == 0 ? null : new Timestamp(due));
        }
        catch (FormatException exception)
        {
            throw UnreadableFormat.Of("The note beside a log head", exception);
        }
    }
}
