using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using QueueService.Storage.Azure;
using QueueService.Tests.Storage.Azure.Faults;

namespace QueueService.Tests.Storage.Azure;

public sealed class TransactionPolicyTests : IDisposable
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
    private readonly TransactionPolicy _policy = new();

    public void Dispose() => _network.Dispose();

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task ProcessAsync_WhenATransactionIsAnswered_LeavesWhatIsAskedFor(string end) =>
        Assert.Equal(Lines(Needed, end), await ReceivedAsync(202, Lines(Answer, end)));

    [Theory]
    [InlineData("Location")]
    [InlineData("Cache-Control: no-cache")]
    [InlineData("--batchresponse_1\r\nContent-Ty")]
    [InlineData("")]
    public async Task ProcessAsync_WhenTheAnswerIsCut_AddsNothing(string body) =>
        Assert.StartsWith(await ReceivedAsync(202, body), body, StringComparison.Ordinal);

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    public async Task ProcessAsync_WhenAnythingElseIsAnswered_LeavesItAsItIs(int status) =>
        Assert.Equal(Answer, await ReceivedAsync(status, Answer));

    [Fact]
    public async Task ProcessAsync_WhenItHasABody_EncodesItOnceAndTellsItsLength()
    {
        var content = new CountedContent("first");

        Assert.Equal("first", await SentAsync(content));
        Assert.Equal("2", await SentAsync(new CountedContent("2")));
        Assert.Equal(1, content.Encodings);
    }

    [Fact]
    public async Task ProcessAsync_WhenARequestFailed_LeavesItsBodyToTheTransport()
    {
        RequestContent? left = null;
        await Assert.ThrowsAsync<IOException>(() => SendAsync(new CountedContent("first"), message =>
        {
            left = message.Request.Content;
            throw new IOException("The connection was reset.");
        }));

        await SentAsync(new CountedContent("2"));

        Assert.Equal("first", Text(left!));
    }

    private static string Lines(string text, string end) =>
        text.ReplaceLineEndings(end);

    private static string Text(RequestContent content)
    {
        Assert.True(content.TryComputeLength(out var length));
        using var stream = new MemoryStream();
        content.WriteTo(stream, default);
        Assert.Equal(length, stream.Length);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private async Task<string> ReceivedAsync(int status, string body)
    {
        var response = new ScriptedResponse(status, Encoding.UTF8.GetBytes(body));
        await SendAsync(null, message => message.Response = response);
        return response.Content.ToString();
    }

    private async Task<string> SentAsync(RequestContent content)
    {
        var text = "";
        await SendAsync(content, message =>
        {
            text = Text(message.Request.Content!);
            message.Response = new ScriptedResponse(204, []);
        });
        return text;
    }

    private async Task SendAsync(RequestContent? content, Action<HttpMessage> transport)
    {
        using var message = new HttpMessage(_network.CreateRequest(), new ResponseClassifier());
        message.Request.Content = content;
        await _policy.ProcessAsync(message, new HttpPipelinePolicy[] { new LastPolicy(transport) });
    }

    /// <summary>Stands where the transport is.</summary>
    private sealed class LastPolicy(Action<HttpMessage> answer) : HttpPipelineSynchronousPolicy
    {
        public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            answer(message);
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>A body that costs an encoding each time it is looked at.</summary>
    private sealed class CountedContent(string text) : RequestContent
    {
        public int Encodings { get; private set; }

        public override void Dispose()
        {
        }

        public override bool TryComputeLength(out long length)
        {
            length = Encode().Length;
            return true;
        }

        public override void WriteTo(Stream stream, CancellationToken cancellation) => stream.Write(Encode());

        public override async Task WriteToAsync(Stream stream, CancellationToken cancellation) =>
            await stream.WriteAsync(Encode(), cancellation);

        private byte[] Encode()
        {
            Encodings++;
            return Encoding.UTF8.GetBytes(text);
        }
    }
}
