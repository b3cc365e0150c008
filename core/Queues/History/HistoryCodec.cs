using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Queues.History;

/// <summary>
/// A stretch of history as bytes: a version, its number, and for each queue its points, each by what differs from the
/// one before. **stored**; pinned by <c>HistoryCodecTests</c>.
/// </summary>
internal static class HistoryCodec
{
    private const byte Version = 1;

    public static ReadOnlyMemory<byte> Encode(HistoryLog log)
    {
        WireWriter writer = new(4096);
        writer.Byte(Version);
        writer.Number(log.Number);
        writer.Number(log.Points.Count);
        foreach ((string queue, SortedDictionary<int, HistoryValues> points) in log.Points
            .OrderBy(queue => queue.Key, StringComparer.Ordinal))
        {
            writer.Text(queue);
            writer.Number(points.Count);
            HistoryValues before = default;
            foreach ((int offset, HistoryValues values) in points)
            {
                writer.Byte((byte)offset);
                Write(writer, before, values);
                before = values;
            }
        }

        return writer.Written;
    }

    /// <param name="name">What it is called, for who reads the error.</param>
    public static HistoryLog Decode(string name, ReadOnlySpan<byte> stored)
    {
        try
        {
            WireReader reader = new(stored);
            reader.ExpectVersion(Version);
            HistoryLog log = new(reader.Number());
            for (int queues = reader.Count(); queues > 0; queues--)
            {
                string queue = reader.Text();
                HistoryValues values = default;
                for (int points = reader.Count(); points > 0; points--)
                {
                    int offset = reader.Byte();
                    values = Read(ref reader, values);
                    log.Add(queue, offset, values);
                }
            }

            reader.ExpectEnd();
            return log;
        }
        catch (FormatException exception)
        {
            throw UnreadableFormat.Of($"The history '{name}'", exception);
        }
    }

    private static void Write(WireWriter writer, HistoryValues before, HistoryValues values)
    {
        writer.Difference(values.Visible - before.Visible);
        writer.Difference(values.InFlight - before.InFlight);
        writer.Difference(values.Delayed - before.Delayed);
        writer.Difference(values.OldestAt - before.OldestAt);
        writer.Difference(values.Sent - before.Sent);
        writer.Difference(values.Received - before.Received);
        writer.Difference(values.Redelivered - before.Redelivered);
        writer.Difference(values.Acknowledged - before.Acknowledged);
        writer.Difference(values.DeadLettered - before.DeadLettered);
        writer.Difference(values.Expired - before.Expired);
    }

    private static HistoryValues Read(ref WireReader reader, HistoryValues before) => new(
        before.Visible + reader.Difference(),
        before.InFlight + reader.Difference(),
        before.Delayed + reader.Difference(),
        before.OldestAt + reader.Difference(),
        before.Sent + reader.Difference(),
        before.Received + reader.Difference(),
        before.Redelivered + reader.Difference(),
        before.Acknowledged + reader.Difference(),
        before.DeadLettered + reader.Difference(),
        before.Expired + reader.Difference());
}
