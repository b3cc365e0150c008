using System.Text;
using QueueService.Storage.Azure;
using QueueService.Storage.Azure.Tables;

namespace QueueService.Tests.Storage.Azure.Tables;

public sealed class BatchAnswerTests
{
    private const string Opening =
        "--batchresponse_1\r\nContent-Type: multipart/mixed; boundary=changesetresponse_2\r\n\r\n--changesetresponse_2\r\n";

    private const string PartHeaders = "Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n";

    private const string Closing = "--changesetresponse_2--\r\n--batchresponse_1--\r\n";

    private const string Success = Opening
        + PartHeaders + "HTTP/1.1 204 No Content\r\nDataServiceVersion: 1.0;\r\nETag: W/\"datetime'a'\"\r\n\r\n\r\n"
        + "--changesetresponse_2\r\n"
        + PartHeaders + "HTTP/1.1 201 Created\r\nETag: W/\"datetime'b'\"\r\n\r\n{\"a\":1}\r\n"
        + Closing;

    [Fact]
    public void Parse_WhenAllSucceeded_GivesStatusAndVersionOfEach()
    {
        var parts = BatchAnswer.Parse(Bytes(Success));

        Assert.Equal([204, 201], parts.Select(part => part.Status));
        Assert.Equal(["W/\"datetime'a'\"", "W/\"datetime'b'\""], parts.Select(part => part.ETag));
        Assert.Equal("{\"a\":1}\r\n", Encoding.UTF8.GetString(parts[1].Body.Span));
    }

    [Theory]
    [InlineData(412, "UpdateConditionNotSatisfied", "ConditionFailed")]
    [InlineData(409, "EntityAlreadyExists", "AlreadyExists")]
    [InlineData(404, "ResourceNotFound", "NotFound")]
    [InlineData(404, "TableNotFound", "Refused")]
    [InlineData(503, "ServerBusy", "Throttled")]
    public void From_WhenOneOperationFailed_NamesItsOutcome(int status, string code, string outcome)
    {
        var body = Opening + PartHeaders + $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n\r\n"
            + $$$$"""{"odata.error":{"code":"{{{{code}}}}","message":{"lang":"en-US","value":"1:No."}}}""" + "\r\n" + Closing;

        var result = Result(body, operations: 2);

        Assert.Equal(Enum.Parse<StoreOutcome>(outcome), result.Answer.Outcome);
        Assert.Empty(result.ETags);
    }

    [Fact]
    public void From_WhenCutAnywhere_IsUnknown()
    {
        for (var length = 0; length < Success.Length; length++)
            Assert.Equal(StoreOutcome.Unknown, Result(Success[..length], operations: 2).Answer.Outcome);
        Assert.Equal(StoreOutcome.Done, Result(Success, operations: 2).Answer.Outcome);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void From_WhenNumberOfPartsIsWrong_IsUnknown(int operations) =>
        Assert.Equal(StoreOutcome.Unknown, Result(Success, operations).Answer.Outcome);

    [Theory]
    [InlineData("<html>Bad gateway</html>")]
    [InlineData("--a\r\nContent-Type: text/plain\r\n\r\n--b\r\n")]
    [InlineData("--a\r\nno header\r\n\r\n")]
    [InlineData(Opening + PartHeaders + "HTTP/1.1 2xx Fine\r\n\r\n\r\n" + Closing)]
    [InlineData(Opening + PartHeaders + "HTTP/2 204 Fine\r\n\r\n\r\n" + Closing)]
    public void From_WhenMalformed_IsUnknown(string body) =>
        Assert.Equal(StoreOutcome.Unknown, Result(body, operations: 1).Answer.Outcome);

    private static BatchResult Result(string body, int operations) =>
        BatchResult.From(new TableResponse(StoreAnswer.Done, Bytes(body)), operations);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
