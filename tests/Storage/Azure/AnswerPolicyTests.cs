using System.Text;
using Azure.Core;
using QueueService.Storage.Azure;
using QueueService.Tests.Storage.Azure.Faults;

namespace QueueService.Tests.Storage.Azure;

public sealed class AnswerPolicyTests : IDisposable
{
    /// <summary>As the emulator answers, and with what only the service sends.</summary>
    private const string Answer =
        """
        --batchresponse_1
        Content-Type: multipart/mixed; boundary=changesetresponse_2

        --changesetresponse_2
        Content-Type: application/http
        Content-Transfer-Encoding: binary

        HTTP/1.1 204 No Content
        X-Content-Type-Options: nosniff
        Cache-Control: no-cache
        Preference-Applied: return-no-content
        DataServiceVersion: 3.0;
        Location: https://a.table.core.windows.net/qslog(PartitionKey='p',RowKey='head')
        DataServiceId: https://a.table.core.windows.net/qslog(PartitionKey='p',RowKey='head')
        ETag: W/"datetime'2026-01-01T12%3A00%3A00.0000000Z'"


        --changesetresponse_2
        Content-Type: application/http
        Content-Transfer-Encoding: binary

        HTTP/1.1 409 Conflict
        Content-ID: 1
        Content-Type: application/json;odata=minimalmetadata;streaming=true;charset=utf-8

        {"odata.error":{"code":"EntityAlreadyExists","message":{"lang":"en-US","value":"Location: é"}}}
        --changesetresponse_2--
        --batchresponse_1--

        """;

    private const string Needed =
        """
        --batchresponse_1
        Content-Type: multipart/mixed; boundary=changesetresponse_2

        --changesetresponse_2

        HTTP/1.1 204 No Content
        ETag: W/"datetime'2026-01-01T12%3A00%3A00.0000000Z'"


        --changesetresponse_2

        HTTP/1.1 409 Conflict
        Content-ID: 1
        Content-Type: application/json;odata=minimalmetadata;streaming=true;charset=utf-8

        {"odata.error":{"code":"EntityAlreadyExists","message":{"lang":"en-US","value":"Location: é"}}}
        --changesetresponse_2--
        --batchresponse_1--

        """;

    private readonly FaultTransport _network = new();

    public void Dispose() => _network.Dispose();

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void OnReceivedResponse_OfATransaction_LeavesWhatIsAskedFor(string end) =>
        Assert.Equal(Lines(Needed, end), Received(202, Lines(Answer, end)));

    [Theory]
    [InlineData("Location")]
    [InlineData("Cache-Control: no-cache")]
    [InlineData("--batchresponse_1\r\nContent-Ty")]
    public void OnReceivedResponse_WhenTheAnswerIsCut_AddsNothing(string body) =>
        Assert.StartsWith(Received(202, body), body, StringComparison.Ordinal);

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    public void OnReceivedResponse_OfAnythingElse_LeavesItAsItIs(int status) =>
        Assert.Equal(Answer, Received(status, Answer));

    private static string Lines(string text, string end) =>
        text.ReplaceLineEndings(end);

    private string Received(int status, string body)
    {
        using var message = new HttpMessage(_network.CreateRequest(), new ResponseClassifier())
        {
            Response = new ScriptedResponse(status, Encoding.UTF8.GetBytes(body)),
        };
        new AnswerPolicy().OnReceivedResponse(message);
        return message.Response.Content.ToString();
    }
}
