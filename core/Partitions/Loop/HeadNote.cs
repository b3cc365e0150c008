using QueueService.Features;
using QueueService.Log;
using QueueService.Partitions.Codec;
using QueueService.Partitions.Commands;
using QueueService.Partitions.State;
using QueueService.Queues;
using QueueService.Storage;

namespace QueueService.Partitions.Loop;

/// <summary>
/// What stands beside the head of a log: the newest snapshot, and how much the partition held, so that a listing costs
/// one read a partition and no replay. Stored: pinned by <c>HeadNoteFormatTests</c>.
/// </summary>
/// <param name="At">When the last frame was written.</param>
/// <param name="IsFinal">True if the counts are those after the last frame; else they may be one frame old.</param>
/// <param name="DueAt">
/// When a message expires or comes out of hiding, so that the counts of a final note are not true any more; null if
/// none will.
/// </param>
internal sealed record HeadNote(
    SnapshotReference? Snapshot, PartitionStats Stats, Timestamp At, bool IsFinal, Timestamp? DueAt)
{
    private const byte Version = 3;

    /// <summary>The same with totals, from the third feature level on.</summary>
    private const byte VersionWithTotals = 8;

    /// <summary>A process that is at work writes the final note a few seconds after its last commit.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    /// <summary>
    /// True if the note is not what there is now, and nobody seems to be at work who would write another one.
    /// </summary>
    public bool IsOutdated(Timestamp now) => IsFinal ? DueAt <= now : At + Rest <= now;

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
        writer.Number((isFinal ? DueAtOf(state) : null)?.UnixMilliseconds ?? 0);
        if (totals is { } counted)
            TotalsCodec.Write(writer, counted);
        return writer.Written;
    }

    /// <summary>
    /// Reads a note; throws <see cref="StorageCorruptException"/> if it cannot have been written, and
    /// <see cref="NewerFormatException"/> if a later program may have.
    /// </summary>
    public static HeadNote Decode(ReadOnlySpan<byte> note)
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
            return new HeadNote(
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

    private static Timestamp? DueAtOf(PartitionState state)
    {
        Timestamp? due = state.NextVisible;
        if (state.NextExpiry is { } expiry && (due is null || expiry < due))
            due = expiry;
        return due;
    }
}
