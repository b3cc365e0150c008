using QueueService.Partitions.State;
using QueueService.Wire;

namespace QueueService.Partitions.Codec;

/// <summary>
/// Totals as bytes, in snapshots and in the note beside the head of a log. Stored, from the third feature level on.
/// </summary>
internal static class TotalsCodec
{
    public static void Write(WireWriter writer, in MessageTotals totals)
    {
        writer.Number(totals.Sent);
        writer.Number(totals.Received);
        writer.Number(totals.Redelivered);
        writer.Number(totals.Acknowledged);
        writer.Number(totals.DeadLettered);
        writer.Number(totals.Expired);
    }

    public static MessageTotals Read(ref WireReader reader) => new(
        reader.Number(), reader.Number(), reader.Number(), reader.Number(), reader.Number(), reader.Number());
}
