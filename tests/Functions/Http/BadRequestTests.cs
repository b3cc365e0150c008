using System.Net.Http.Headers;
using System.Text.Json;

namespace QueueService.Tests.Functions.Http;

public class BadRequestTests(TestService service) : IClassFixture<TestService>
{
    [Theory]
    [InlineData("GET", "/nowhere", 404, "NotFound")]
    [InlineData("GET", "/v1/queues/a/b", 404, "NotFound")]
    [InlineData("GET", "/v1/queues/a%20b", 400, "InvalidQueueName")]
    [InlineData("PUT", "/v1/queues/a.b", 400, "InvalidQueueName")]
    [InlineData("PUT", "/v1/queues/.fifo", 400, "InvalidQueueName")]
    [InlineData("PUT", "/v1/queues/%C3%A9", 400, "InvalidQueueName")]
    [InlineData("GET", "/v1/queues?limit=0", 400, "InvalidRequest")]
    [InlineData("GET", "/v1/queues?limit=1001", 400, "InvalidRequest")]
    [InlineData("GET", "/v1/queues?limit=x", 400, "InvalidRequest")]
    [InlineData("GET", "/v1/queues?limit=1&limit=2", 400, "DuplicateParameter")]
    [InlineData("GET", "/v1/queues?Limit=1", 400, "UnknownParameter")]
    [InlineData("GET", "/v1/queues?page=1", 400, "UnknownParameter")]
    [InlineData("GET", "/v1/queues?cursor=%20", 400, "InvalidCursor")]
    [InlineData("GET", "/v1/queues?cursor=zzz", 400, "InvalidCursor")]
    [InlineData("GET", "/v1/queues?cursor=", 400, "InvalidCursor")]
    [InlineData("GET", "/v1/queues?cursor=enp6", 400, "InvalidCursor")]
    [InlineData("GET", "/v1/queues?cursor=YWZ0ZXI6ICE", 400, "InvalidCursor")]
    [InlineData("GET", "/v1/queues?prefix=b&cursor=YWZ0ZXI6YWE", 400, "InvalidCursor")]
    [InlineData("GET", "/v1/queues/a?x=1", 400, "UnknownParameter")]
    [InlineData("DELETE", "/v1/queues/a?x=1", 400, "UnknownParameter")]
    [InlineData("GET", "/v1/queues/a/messages?state=All", 400, "InvalidRequest")]
    [InlineData("GET", "/v1/queues/a/messages?order=age", 400, "InvalidRequest")]
    [InlineData("GET", "/v1/queues/a/messages?order=due", 400, "InvalidRequest")]
    [InlineData("GET", "/v1/queues/a/messages?from=yesterday", 400, "InvalidRequest")]
    [InlineData("GET", "/v1/queues/a/messages?bodyBytes=-1", 400, "InvalidRequest")]
    [InlineData("GET", "/v1/queues/a/messages?bodyBytes=1048577", 400, "InvalidRequest")]
    [InlineData("GET", "/v1/queues/a/messages?bodyBytes=257&limit=101", 400, "InvalidRequest")]
    [InlineData("GET", "/v1/queues/a/messages?bodyBytes=256&limit=1001", 400, "InvalidRequest")]
    [InlineData("GET", "/v1/queues/a/messages?order=oldest&order=newest", 400, "DuplicateParameter")]
    [InlineData("GET", "/v1/queues/a/messages?limit=101", 400, "InvalidRequest")]
    [InlineData("POST", "/v1/queues/a/messages?delaySeconds=901", 400, "InvalidMessage")]
    [InlineData("POST", "/v1/queues/a/messages?groupId=a%20b", 400, "InvalidMessage")]
    [InlineData("POST", "/v1/queues/a/messages?priority=1", 400, "UnknownParameter")]
    [InlineData("POST", "/v1/queues/a/messages?ttlSeconds=1", 400, "UnknownParameter")]
    [InlineData("GET", "/v1/redrives?queue=a%20b", 400, "InvalidQueueName")]
    [InlineData("GET", "/v1/audit?queue=a%20b", 400, "InvalidQueueName")]
    [InlineData("GET", "/v1/queues/absent/history", 404, "QueueNotFound")]
    [InlineData("GET", "/v1/queues/a/history?step=61", 400, "InvalidRequest")]
    [InlineData("GET", "/v1/queues/a/history?from=today", 400, "InvalidRequest")]
    [InlineData("GET", "/v1/queues/a/history?by=queue", 400, "UnknownParameter")]
    [InlineData("GET", "/v1/history?by=key", 400, "InvalidRequest")]
    [InlineData("GET", "/v1/history?to=2000-01-01T00:00:00Z", 400, "UnknownParameter")]
    [InlineData("GET", "/v1/audit?from=1", 400, "InvalidRequest")]
    [InlineData("GET", "/v1/audit?limit=0", 400, "InvalidRequest")]
    [InlineData("GET", "/v1/audit?limit=1001", 400, "InvalidRequest")]
    [InlineData("GET", "/v1/audit?cursor=1", 400, "InvalidCursor")]
    [InlineData("GET", "/v1/audit?until=2000-01-01T00:00:00Z", 400, "UnknownParameter")]
    [InlineData("PUT", "/v1/queues", 405, "MethodNotAllowed")]
    [InlineData("GET", "/v1/queues/a/messages/receive", 405, "MethodNotAllowed")]
    [InlineData("PATCH", "/v1/redrives/x", 405, "MethodNotAllowed")]
    public async Task AnyCall_WhenAddressIsWrong_IsAProblem(string method, string path, int status, string code) =>
        Assert.Equal(code, await service.RefusedAsync(status, method, path));

    [Fact]
    public async Task AnyCall_WhenMethodIsWrong_TellsWhichAreAllowed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/v1/queues/a", UriKind.Relative));
        using HttpResponseMessage response = await service.Http.SendAsync(request);
        Assert.Equal(["DELETE", "GET", "HEAD", "PATCH", "PUT"], response.Content.Headers.Allow.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("PUT", "/v1/queues/a", "text/plain")]
    [InlineData("POST", "/v1/queues/a/messages/receive", "application/x-www-form-urlencoded")]
    [InlineData("POST", "/v1/queues/a/messages/ack", "application/json; charset=utf-16")]
    [InlineData("POST", "/v1/queues/a/messages", "application/json; charset=iso-8859-1")]
    public async Task JsonCall_WhenMediaTypeIsAnother_IsUnsupported(string method, string path, string type)
    {
        using var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        (int status, JsonElement problem) = await service.CallAsync(method, path, content);
        Assert.Equal((415, "UnsupportedMediaType"), (status, TestService.Text(problem, "code")));
    }

    [Theory]
    [InlineData("""{"state":"delayed"}""", 400, "UnknownMember")]
    [InlineData("""{"x":1}""", 400, "UnknownMember")]
    [InlineData("[]", 400, "InvalidType")]
    [InlineData("null", 400, "InvalidType")]
    [InlineData("{", 400, "MalformedJson")]
    [InlineData("{} {}", 400, "MalformedJson")]
    [InlineData("state=delayed", 415, "UnsupportedMediaType", "application/x-www-form-urlencoded")]
    public async Task CallWithoutBody_WhenItHasOne_IsRefusedAndDoesNothing(
        string body, int status, string code, string type = "application/json")
    {
        string queue = await service.CreateQueueAsync();
        await service.SendAsync(queue, """{"body":"a"}""");
        string[] calls =
            [$"POST {queue}/purge", $"DELETE {queue}", "DELETE /v1/redrives/a.00", "DELETE /v1/keys/absent"];
        foreach (string call in calls)
        {
            using var content = new StringContent(body, MediaTypeHeaderValue.Parse(type));
            (int refused, JsonElement problem) = await service.CallAsync(call.Split(' ')[0], call.Split(' ')[1], content);
            Assert.Equal((call, status, code), (call, refused, TestService.Text(problem, "code")));
        }

        Assert.Single(await service.ReceiveAsync(queue));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData(" {\n} ")]
    [InlineData(" \r\n\t")]
    [InlineData("", "application/x-www-form-urlencoded")]
    public async Task CallWithoutBody_WhenTheBodySaysNothing_IsTaken(string body, string type = "application/json")
    {
        string queue = await service.CreateQueueAsync();
        using var purge = new StringContent(body, MediaTypeHeaderValue.Parse(type));
        Assert.Equal(204, (await service.CallAsync("POST", $"{queue}/purge", purge)).Status);
        using var delete = new StringContent(body, MediaTypeHeaderValue.Parse(type));
        Assert.Equal(204, (await service.CallAsync("DELETE", queue, delete)).Status);
    }

    [Fact]
    public async Task CallWithOptionalBody_WhenItIsBlank_TakesTheDefaults()
    {
        string queue = await service.CreateQueueAsync();
        await service.OkAsync("POST", $"{queue}/messages/receive", " \n");
    }

    [Fact]
    public async Task Send_WhenRequestIsTooLarge_IsRefusedHoweverItComes()
    {
        byte[] body = new byte[Limits.MaxRequestBytes + 1];
        foreach (bool chunked in (bool[])[false, true])
        {
            using var content = new StreamContent(new MemoryStream(body));
            content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/v1/queues/a/messages", UriKind.Relative));
            request.Content = content;
            request.Headers.TransferEncodingChunked = chunked;
            request.Headers.ExpectContinue = true;
            using HttpResponseMessage response = await service.Http.SendAsync(request);
            Assert.Equal(413, (int)response.StatusCode);
            Assert.Contains("RequestTooLarge", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Send_WhenBodyNeverEnds_IsAnsweredWithATimeout()
    {
        using RawConnection connection = await RawConnection.OpenAsync(service);
        await connection.SendAsync(
            "POST /v1/queues/a/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{");
        string expected = service.AnswersForItself ? "RequestTimeout" : "Request Timeout";
        string answer = await connection.ReadUntilAsync(expected, TimeSpan.FromSeconds(30));
        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        Assert.Contains(expected, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_WhenBodiesAreRandomBytes_NeverIsAnInternalError()
    {
        string queue = await service.CreateQueueAsync();
        var random = new Random(8);
        string[] calls = ["messages", "messages/receive", "messages/ack", "messages/extend", "messages/release", "redrive"];
        for (int round = 0; round < 300; round++)
        {
            byte[] body = new byte[random.Next(64)];
            random.NextBytes(body);
            if (body.Length > 0)
                body[0] = (byte)'{';
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            string call = calls[random.Next(calls.Length)];
            (int status, JsonElement answer) = await service.CallAsync("POST", $"{queue}/{call}", content);
            Assert.True(status < 500, $"round {round}, {call}: {answer}");
        }
    }

    [Fact]
    public async Task Service_WhenThousandsOfConnectionsIdle_StillAnswers()
    {
        List<RawConnection> idle = [];
        try
        {
            for (int n = 0; n < 2000; n++)
                idle.Add(await RawConnection.OpenAsync(service));
            await idle[1000].SendAsync("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
            Assert.Contains("ok", await idle[1000].ReadUntilAsync("ok", TimeSpan.FromSeconds(10)), StringComparison.Ordinal);
            await service.CreateQueueAsync();
        }
        finally
        {
            idle.ForEach(connection => connection.Dispose());
        }
    }

    [Fact]
    public async Task Service_WhenHeadersAreMalformed_AnswersOthersStill()
    {
        using (RawConnection connection = await RawConnection.OpenAsync(service))
        {
            await connection.SendAsync("NONSENSE\r\n\r\n");
            string answer = await connection.ReadUntilAsync("\r\n\r\n", TimeSpan.FromSeconds(10));
            Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        }

        Assert.Equal("ok", TestService.Text(await service.OkAsync("GET", "/healthz"), "status"));
    }

    [Fact]
    public async Task Send_WhenAClientLeavesHalfWay_StoresNothing()
    {
        string queue = await service.CreateQueueAsync();
        using (RawConnection connection = await RawConnection.OpenAsync(service))
        {
            await connection.SendAsync(
                $"POST {queue}/messages HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{new string('x', 50)}");
        }

        Assert.Empty(await service.ReceiveAsync(queue, """{"waitSeconds":1}"""));
    }
}
