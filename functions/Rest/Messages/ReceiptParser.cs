using System.Text;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Rest.Messages;

/// <summary>Reads what acknowledges, extends or releases.</summary>
internal static class ReceiptParser
{
    private const int ReceiptHandles = 0;
    private const int DelaySeconds = 1;
    private const int ReleaseDetail = 2;
    private const int RejectDetail = 1;
    private const int ReceiptHandle = 0;

    private static readonly MemberNames AckMembers = new("receiptHandles");
    private static readonly MemberNames ReleaseMembers = new("receiptHandles", "delaySeconds", "detail");
    private static readonly MemberNames RejectMembers = new("receiptHandles", "detail");
    private static readonly MemberNames ExtendMembers = new("receipts");
    private static readonly MemberNames ReceiptMembers = new("receiptHandle", "visibilityTimeoutSeconds");

    public static List<string> ParseAck(ReadOnlySpan<byte> body) =>
        BatchReader.ReadBody(body, AckMembers, "receiptHandles", static (ref item) => item.Text());

    public static (List<string> Handles, TimeSpan Delay, string? Detail) ParseRelease(ReadOnlySpan<byte> body) =>
        ParseHandles(body, ReleaseMembers, ReleaseDetail);

    public static (List<string> Handles, string? Detail) ParseReject(ReadOnlySpan<byte> body)
    {
        (List<string> handles, _, string? detail) = ParseHandles(body, RejectMembers, RejectDetail);
        return (handles, detail);
    }

    public static List<ReceiptExtension> ParseExtend(ReadOnlySpan<byte> body) =>
        BatchReader.ReadBody(body, ExtendMembers, "receipts", ReadReceipt);

    private static (List<string> Handles, TimeSpan Delay, string? Detail) ParseHandles(
        ReadOnlySpan<byte> body, MemberNames members, int detailMember)
    {
        var json = new RequestJson(body);
        List<string>? handles = null;
        TimeSpan delay = TimeSpan.Zero;
        string? detail = null;
        uint seen = 0;
        for (int member; (member = json.NextMember(members, ref seen)) >= 0;)
        {
            if (member == ReceiptHandles)
                handles = BatchReader.Read(ref json, static (ref item) => item.Text());
            else if (member == detailMember)
                detail = ReadDetail(json);
            else if (member == DelaySeconds)
                delay = json.Seconds(Limits.MaxVisibilityTimeout, ProblemCode.InvalidRequest);
        }

        if (handles is null)
            throw json.Refusal(ProblemCode.InvalidRequest, "lacks 'receiptHandles'.");
        json.End();
        return (handles, delay, detail);
    }

    private static string ReadDetail(RequestJson json)
    {
        string detail = json.Text();
        return detail.Length > 0 && Encoding.UTF8.GetByteCount(detail) <= Limits.MaxDetailBytes
            ? detail
            : throw json.Refusal(
                ProblemCode.InvalidRequest, $"must have 1 to {Limits.MaxDetailBytes} bytes of UTF-8.");
    }

    private static ReceiptExtension ReadReceipt(ref RequestJson json)
    {
        json.BeginObject();
        RequestJson start = json;
        string? handle = null;
        TimeSpan? timeout = null;
        uint seen = 0;
        for (int member; (member = json.NextMember(ReceiptMembers, ref seen)) >= 0;)
        {
            if (member == ReceiptHandle)
                handle = json.Text();
            else
                timeout = json.Seconds(Limits.MaxVisibilityTimeout, ProblemCode.InvalidRequest);
        }

        return new ReceiptExtension(
            handle ?? throw start.Refusal(ProblemCode.InvalidRequest, "lacks its 'receiptHandle'."),
            timeout ?? throw start.Refusal(ProblemCode.InvalidRequest, "lacks its 'visibilityTimeoutSeconds'."));
    }
}
