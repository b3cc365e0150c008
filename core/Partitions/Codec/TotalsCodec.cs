using QueueService.Partitions.State;
using QueueService.Wire;

namespace QueueService.Partitions.Codec;

/// <summary>
/// Totals as bytes, in snapshots and in the note beside the head of a log. Stored, from the third feature level on.
/// </summary>
internal static class TotalsCodec
{
    public static TotalsForm FormOf(MessageTotals? totals) => totals switch
    {
        null => TotalsForm.None,
        { Dropped: 0 } => TotalsForm.Counted,
        _ => TotalsForm.WithDropped,
    };

    /// <summary>Writes nothing where nothing is counted.</summary>
    public static void Write(WireWriter writer, MessageTotals? counted)
    {
        if (counted is not { } totals)
            return;
        writer.Number(totals.Sent);
        writer.Number(totals.Received);
        writer.Number(totals.Redelivered);
        writer.Number(totals.Acknowledged);
        writer.Number(totals.DeadLettered);
        writer.Number(totals.Expired);
        if (totals.Dropped > 0)
            writer.Number(totals.Dropped);
    }

    public static MessageTotals? Read(ref WireReader reader, TotalsForm form) => form == TotalsForm.None
        ? null
        : new MessageTotals(
            reader.Number(),
            reader.Number(),
            reader.Number(),
            reader.Number(),
            reader.Number(),
            reader.Number(),
            form == TotalsForm.WithDropped ? reader.Number() : 0);
}
