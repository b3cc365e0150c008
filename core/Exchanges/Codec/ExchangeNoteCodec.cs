using QueueService.Exchanges.State;
using QueueService.Replication.Snapshots;
using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Exchanges.Codec;

/// <summary>
/// What stands beside the head of the log of an exchange, as bytes. Stored: pinned by <c>ExchangeFormatTests</c>.
/// </summary>
internal static class ExchangeNoteCodec
{
    private const byte Version = 11;

    /// <param name="isFinal">True if nothing else is going on.</param>
    public static ReadOnlyMemory<byte> Encode(SnapshotReference? snapshot, ExchangeState state, bool isFinal)
    {
        WireWriter writer = new(64);
        writer.Byte(Version);
        writer.Number(snapshot?.Frame.Value ?? 0);
        writer.Fixed128(snapshot?.Unique ?? UInt128.Zero);
        writer.Number(state.Clock.UnixMilliseconds);
        writer.Byte(isFinal ? (byte)1 : (byte)0);
        writer.Number(state.Bindings.Count);
        writer.Number(state.Published);
        writer.Number(state.Unroutable);
        writer.Number(state.Leaving);
        return writer.Written;
    }

    /// <summary>
    /// Reads a note; throws <see cref="StorageCorruptException"/> if it cannot have been written, and
    /// <see cref="NewerFormatException"/> if a later program may have.
    /// </summary>
    public static ExchangeNote Decode(ReadOnlySpan<byte> note)
    {
        try
        {
            WireReader reader = new(note);
            reader.ExpectVersion(Version);
            SnapshotReference snapshot = new(new FrameNumber(reader.Number()), reader.Fixed128());
            return new ExchangeNote(
                snapshot.Frame == FrameNumber.None ? null : snapshot,
                new Timestamp(reader.Number()),
                reader.Byte() != 0,
                reader.Int32(),
                reader.Number(),
                reader.Number(),
                reader.Number());
        }
        catch (FormatException exception)
        {
            throw UnreadableFormat.Of("The note beside the head of an exchange", exception);
        }
    }
}
