using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Queues.Redrive;

namespace QueueService.Functions.Rest.Redrives;

/// <summary>Reads the body of a redrive; an absent one sends every message back to where it came from.</summary>
internal static class RedriveReader
{
    private static readonly string[] Members = ["destination", "maxPerSecond", "messageIds"];

    public static RedriveRequest Read(ReadOnlySpan<byte> json)
    {
        RedriveRequest request = new();
        if (json.IsEmpty)
            return request;
        JsonCursor cursor = new(json);
        uint seen = 0;
        cursor.Begin();
        while (cursor.NextMember(Members, ref seen, out int member))
        {
            request = member switch
            {
                0 => request with { Destination = QueueName.Parse(cursor.String()) },
                1 => request with { MaxPerSecond = cursor.Integer(1, Limits.MaxRedrivePerSecond) },
                _ => request with { MessageIds = ReadIds(ref cursor) },
            };
        }

        cursor.End();
        return request;
    }

    private static List<MessageId> ReadIds(ref JsonCursor cursor)
    {
        List<MessageId> ids = [];
        cursor.BeginArray();
        while (cursor.NextItem())
        {
            ids.Add(MessageId.TryParse(cursor.String(), out MessageId id)
                ? id
                : throw cursor.OutOfRange("an array of message ids, as received or peeked at"));
        }

        return ids;
    }
}
