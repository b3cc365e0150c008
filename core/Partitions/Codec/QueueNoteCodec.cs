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

    /// <summary>The same with dead letters that are held, where some are, from the fourth feature level on.</summary>
    private const byte VersionWithHeld = 12;

    /// <summary>The same with dropped dead letters, where there are some, from the fourth feature level on.</summary>
    private const byte VersionWithDropped = 13;

    /// <param name="isFinal">True if nothing else is going on.</param>
    public static ReadOnlyMemory<byte> Encode(SnapshotReference? snapshot, PartitionState state, bool isFinal)
    {
        WireWriter writer = new(96);
        byte version = VersionOf(state);
        writer.Byte(version);
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
        TotalsCodec.Write(writer, state.Totals);
        if (version >= VersionWithHeld)
            writer.Number(state.HeldSet.Count);
        return writer.Written;
    }

    private static byte VersionOf(PartitionState state) => TotalsCodec.FormOf(state.Totals) switch
    {
        TotalsForm.None => Version,
        TotalsForm.WithDropped => VersionWithDropped,
        _ => state.HeldSet.Count > 0 ? VersionWithHeld : VersionWithTotals,
    };

    private static TotalsForm FormOf(byte version) => version switch
    {
        Version => TotalsForm.None,
        VersionWithDropped => TotalsForm.WithDropped,
        _ => TotalsForm.Counted,
    };

    /// <summary>
    /// Reads a note; throws <see cref="StorageCorruptException"/> if it cannot have been written, and
    /// <see cref="NewerFormatException"/> if a later program may have.
    /// </summary>
    public static QueueNote Decode(ReadOnlySpan<byte> note)
    {
        try
        {
            WireReader reader = new(note);
            byte version = reader.EitherVersion(
                Version, VersionWithTotals, VersionWithHeld, VersionWithDropped);
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
            MessageTotals? totals = TotalsCodec.Read(ref reader, FormOf(version));
            long held = version >= VersionWithHeld ? reader.Number() : 0;
            return new QueueNote(
                snapshot.Frame == FrameNumber.None ? null : snapshot,
                stats with { At = at, Held = held, Totals = totals },
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
