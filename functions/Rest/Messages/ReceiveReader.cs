using QueueService.Queues.Messages;

namespace QueueService.Functions.Rest.Messages;

/// <summary>Reads the body of a receive; an absent one asks for the defaults.</summary>
internal static class ReceiveReader
{
    private static readonly string[] Members = ["maxMessages", "waitSeconds", "visibilityTimeoutSeconds"];

    public static ReceiveOptions Read(ReadOnlySpan<byte> json)
    {
        ReceiveOptions options = new();
        if (json.IsEmpty)
            return options;
        JsonCursor cursor = new(json);
        uint seen = 0;
        cursor.Begin();
        while (cursor.NextMember(Members, ref seen, out int member))
        {
            options = member switch
            {
                0 => options with { MaxMessages = cursor.Integer(1, Limits.MaxBatchMessages) },
                1 => options with { Wait = cursor.Seconds(TimeSpan.Zero, Limits.MaxReceiveWait) },
                _ => options with { VisibilityTimeout = cursor.Seconds(TimeSpan.Zero, Limits.MaxVisibilityTimeout) },
            };
        }

        cursor.End();
        return options;
    }
}
