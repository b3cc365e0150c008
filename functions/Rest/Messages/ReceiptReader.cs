using QueueService.Queues.Messages;

namespace QueueService.Functions.Rest.Messages;

/// <summary>Reads the bodies of ack, extend and release.</summary>
internal static class ReceiptReader
{
    private static readonly string[] Acknowledge = ["receiptHandles"];
    private static readonly string[] Release = ["receiptHandles", "delaySeconds"];
    private static readonly string[] Extend = ["receipts"];
    private static readonly string[] Receipt = ["receiptHandle", "visibilityTimeoutSeconds"];

    public static List<string> ReadAcknowledge(ReadOnlySpan<byte> json) => ReadHandles(json, Acknowledge).Handles;

    public static (List<string> Handles, TimeSpan Delay) ReadRelease(ReadOnlySpan<byte> json) => ReadHandles(json, Release);

    public static List<ReceiptExtension> ReadExtend(ReadOnlySpan<byte> json)
    {
        JsonCursor cursor = new(json);
        List<ReceiptExtension> extensions = [];
        uint seen = 0;
        cursor.Begin();
        while (cursor.NextMember(Extend, ref seen, out _))
        {
            cursor.BeginArray();
            while (cursor.NextItem())
                extensions.Add(ReadExtension(ref cursor));
        }

        cursor.End();
        return CheckCount(extensions, "receipts");
    }

    private static ReceiptExtension ReadExtension(ref JsonCursor cursor)
    {
        string? handle = null;
        TimeSpan? timeout = null;
        uint seen = 0;
        cursor.ExpectObject();
        while (cursor.NextMember(Receipt, ref seen, out int member))
        {
            if (member == 0)
                handle = cursor.String();
            else
                timeout = cursor.Seconds(TimeSpan.Zero, Limits.MaxVisibilityTimeout);
        }

        return handle is not null && timeout is { } time
            ? new ReceiptExtension(handle, time)
            : throw RestException.BadRequest(
                "InvalidRequest", "Each of receipts needs receiptHandle and visibilityTimeoutSeconds.");
    }

    private static (List<string> Handles, TimeSpan Delay) ReadHandles(ReadOnlySpan<byte> json, string[] members)
    {
        JsonCursor cursor = new(json);
        List<string> handles = new(10);
        TimeSpan delay = TimeSpan.Zero;
        uint seen = 0;
        cursor.Begin();
        while (cursor.NextMember(members, ref seen, out int member))
        {
            if (member == 1)
            {
                delay = cursor.Seconds(TimeSpan.Zero, Limits.MaxVisibilityTimeout);
                continue;
            }

            cursor.BeginArray();
            while (cursor.NextItem())
                handles.Add(cursor.String());
        }

        cursor.End();
        return (CheckCount(handles, "receiptHandles"), delay);
    }

    private static List<T> CheckCount<T>(List<T> items, string member) => items.Count is >= 1 and <= Limits.MaxBatchMessages
        ? items
        : throw RestException.BadRequest(
            "InvalidRequest", $"{member} must have 1 to {Limits.MaxBatchMessages} entries.");
}
