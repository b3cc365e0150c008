using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace QueueService.Tests.Functions.Http;

/// <summary>Runs on every store that needs nothing from outside.</summary>
public abstract class MessageTests(TestService service)
{
    [Fact]
    public async Task Send_WhenBatch_KeepsOrderBodiesAndAttributes()
    {
        string queue = await service.CreateQueueAsync();
        JsonElement sent = await service.OkAsync("POST", $"{queue}/messages", """
            {"messages":[{"body":"é\"","contentType":"text/x","attributes":{"s":"t","n":-1.250,"b":{"base64":"AP8="}}},
             {"bodyBase64":"AP8B"},{"body":""}]}
            """);
        JsonElement[] results = [.. sent.GetProperty("results").EnumerateArray()];
        Assert.Equal(3, results.Length);
        Assert.True(results[0].GetProperty("sequenceNumber").GetInt64() < results[1].GetProperty("sequenceNumber").GetInt64());
        Assert.False(results[0].TryGetProperty("deduplicated", out _));
        List<JsonElement> received = await service.ReceiveAsync(queue);
        Assert.Equal(3, received.Count);
        JsonElement first = received[0];
        Assert.Equal(TestService.Text(results[0], "messageId"), TestService.Text(first, "messageId"));
        Assert.Equal("é\"", TestService.Text(first, "body"));
        Assert.Equal("text/x", TestService.Text(first, "contentType"));
        Assert.Equal("-1.250", first.GetProperty("attributes").GetProperty("n").GetRawText());
        Assert.Equal("AP8=", TestService.Text(first.GetProperty("attributes").GetProperty("b"), "base64"));
        Assert.Equal(1, first.GetProperty("receiveCount").GetInt32());
        foreach (string time in (string[])["enqueuedAt", "firstReceivedAt", "visibleUntil"])
            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", TestService.Text(first, time));
        Assert.Equal("AP8B", TestService.Text(received[1], "bodyBase64"));
        Assert.False(received[1].TryGetProperty("body", out _));
        Assert.Equal("", TestService.Text(received[2], "body"));
    }

    [Theory]
    [InlineData("text/plain", "hé", true)]
    [InlineData("application/xml", "<a/>", true)]
    [InlineData("application/cloudevents+json", "{}", true)]
    [InlineData("application/x; charset=utf-8", "x", true)]
    [InlineData("text/plain; charset=iso-8859-1", "x", false)]
    [InlineData("application/octet-stream", "x", false)]
    [InlineData(null, "x", false)]
    public async Task Send_WhenRaw_KeepsBodyAndContentType(string? contentType, string body, bool isText)
    {
        string queue = await service.CreateQueueAsync();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (contentType is not null)
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        (int status, JsonElement answer) = await service.CallAsync("POST", $"{queue}/messages?groupId=g&deduplicationId=d", content);
        Assert.True(status == 200, answer.ToString());
        JsonElement message = Assert.Single(await service.ReceiveAsync(queue));
        Assert.Equal(contentType ?? "application/octet-stream", TestService.Text(message, "contentType"));
        Assert.Equal("g", TestService.Text(message, "groupId"));
        Assert.Equal("d", TestService.Text(message, "deduplicationId"));
        string expected = isText ? body : Convert.ToBase64String(Encoding.UTF8.GetBytes(body));
        Assert.Equal(expected, TestService.Text(message, isText ? "body" : "bodyBase64"));
    }

    [Fact]
    public async Task Send_WhenRawTextIsNotUtf8_IsBinary()
    {
        string queue = await service.CreateQueueAsync();
        using var content = new ByteArrayContent([0xFF, 0xFE]);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        Assert.Equal(200, (await service.CallAsync("POST", $"{queue}/messages", content)).Status);
        Assert.Equal("//4=", TestService.Text(Assert.Single(await service.ReceiveAsync(queue)), "bodyBase64"));
    }

    [Theory]
    [InlineData(1024, true)]
    [InlineData(Limits.MaxMessageBytes, false)]
    public async Task Send_WhenOneMessageIsTooLarge_SaysToRaiseTheLimitOnlyWhereThatCanBe(int limit, bool canBe)
    {
        string queue = await service.CreateQueueAsync($$"""{"maxMessageBytes":{{limit}}}""");
        using var content = new ByteArrayContent(new byte[limit + 1]);
        (int status, JsonElement problem) = await service.CallAsync("POST", $"{queue}/messages", content);
        Assert.Equal(413, status);
        Assert.Equal(
            canBe, TestService.Text(problem, "detail").Contains("raise maxMessageBytes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_WhenOneMessageIsTooLarge_StoresNone()
    {
        string queue = await service.CreateQueueAsync("""{"maxMessageBytes":1024}""");
        string json = $$"""{"messages":[{"body":"small"},{"body":"{{new string('x', 2000)}}"}]}""";
        Assert.Equal("MessageTooLarge", await service.RefusedAsync(413, "POST", $"{queue}/messages", json));
        Assert.Empty(await service.ReceiveAsync(queue));
    }

    [Fact]
    public async Task Send_WhenBodyIsTheLargestAllowed_ComesBackWhole()
    {
        string queue = await service.CreateQueueAsync();
        string body = new('x', 1024 * 1024);
        await service.SendAsync(queue, $$"""{"body":"{{body}}"}""");
        Assert.Equal(body, TestService.Text(Assert.Single(await service.ReceiveAsync(queue)), "body"));
    }

    [Fact]
    public async Task Receive_WhenAnswersAreLarge_ComesInPiecesAndWhole()
    {
        string queue = await service.CreateQueueAsync();
        string body = new('y', 200_000);
        for (int n = 0; n < 5; n++)
            await service.SendAsync(queue, $$"""{"body":"{{n}}{{body}}"}""");
        List<JsonElement> received = await service.AwaitMessagesAsync(queue, 5);
        Assert.Equal(["0", "1", "2", "3", "4"], received.Select(message => TestService.Text(message, "body")[..1]));
        Assert.All(received, message => Assert.Equal(200_001, TestService.Text(message, "body").Length));
    }

    [Fact]
    public async Task Send_WhenDeduplicationIdWasUsed_AnswersTheFirstMessage()
    {
        string queue = await service.CreateQueueAsync();
        const string Message = """{"messages":[{"body":"x","deduplicationId":"d"}]}""";
        JsonElement first = (await service.OkAsync("POST", $"{queue}/messages", Message)).GetProperty("results")[0];
        JsonElement second = (await service.OkAsync("POST", $"{queue}/messages", Message)).GetProperty("results")[0];
        Assert.True(second.GetProperty("deduplicated").GetBoolean());
        Assert.Equal(TestService.Text(first, "messageId"), TestService.Text(second, "messageId"));
        Assert.Single(await service.ReceiveAsync(queue));
    }

    [Fact]
    public async Task Receive_WhenQueueIsFifo_HoldsBackAGroupInFlight()
    {
        string queue = await service.CreateQueueAsync("""{"contentBasedDeduplication":true}""", fifo: true);
        await service.SendAsync(
            queue, """{"body":"a1","groupId":"a"}""", """{"body":"a2","groupId":"a"}""", """{"body":"b1","groupId":"b"}""");
        JsonElement first = Assert.Single(await service.ReceiveAsync(queue, "{}"));
        Assert.Equal("a1", TestService.Text(first, "body"));
        JsonElement other = Assert.Single(await service.ReceiveAsync(queue));
        Assert.Equal("b1", TestService.Text(other, "body"));
        Assert.Equal(["acked"], await service.SettleAsync(queue, "ack", TestService.Text(first, "receiptHandle")));
        Assert.Equal("a2", TestService.Text(Assert.Single(await service.ReceiveAsync(queue)), "body"));
    }

    [Fact]
    public async Task Send_WhenFifoMessageHasNoGroup_IsRefused()
    {
        string queue = await service.CreateQueueAsync("""{"contentBasedDeduplication":true}""", fifo: true);
        Assert.Equal(
            "InvalidMessage",
            await service.RefusedAsync(400, "POST", $"{queue}/messages", """{"messages":[{"body":"x"}]}"""));
    }

    [Fact]
    public async Task Peek_WhenMessagesAreInEachState_ShowsThemWithoutChange()
    {
        string queue = await service.CreateQueueAsync();
        await service.SendAsync(queue, """{"body":"taken"}""");
        await service.ReceiveAsync(queue);
        await service.SendAsync(queue, """{"body":"1"}""", """{"body":"2"}""", """{"body":"3"}""", """{"body":"later","delaySeconds":60}""");
        List<string> visible = [];
        string? cursor = null;
        do
        {
            JsonElement page = await service.OkAsync("GET", $"{queue}/messages?limit=2{cursor}");
            foreach (JsonElement message in page.GetProperty("messages").EnumerateArray())
            {
                visible.Add(TestService.Text(message, "body"));
                Assert.False(message.TryGetProperty("receiptHandle", out _));
                Assert.Equal(0, message.GetProperty("receiveCount").GetInt32());
            }

            cursor = page.TryGetProperty("cursor", out JsonElement next) ? $"&cursor={next.GetString()}" : null;
        }
        while (cursor is not null);
        Assert.Equal(["1", "2", "3"], visible);
        JsonElement inFlight = await service.OkAsync("GET", $"{queue}/messages?state=inFlight");
        Assert.Equal("taken", TestService.Text(Assert.Single(inFlight.GetProperty("messages").EnumerateArray()), "body"));
        JsonElement delayed = await service.OkAsync("GET", $"{queue}/messages?state=delayed");
        Assert.Equal("later", TestService.Text(Assert.Single(delayed.GetProperty("messages").EnumerateArray()), "body"));
    }

    [Fact]
    public async Task Peek_WhenAllIsAskedFor_TellsStatesAndCutsBodies()
    {
        string queue = await service.CreateQueueAsync();
        await service.SendAsync(queue, """{"body":"first"}""", """{"body":"sécond"}""", """{"bodyBase64":"AAECAw=="}""");
        await service.OkAsync("POST", $"{queue}/messages/receive", "{}");
        await service.SendAsync(queue, """{"body":"x","delaySeconds":60}""");
        JsonElement page = await service.OkAsync("GET", $"{queue}/messages?state=all&order=newest&bodyBytes=2&limit=1000");
        JsonElement[] found = [.. page.GetProperty("messages").EnumerateArray()];
        Assert.Equal(
            ["delayed", "visible", "visible", "inFlight"], found.Select(message => TestService.Text(message, "state")));
        Assert.Equal([1, 4, 7, 5], found.Select(message => message.GetProperty("bodyBytes").GetInt32()));
        Assert.Equal(
            [false, true, true, true], found.Select(message => message.TryGetProperty("truncated", out _)));
        Assert.Equal(("x", "s", "fi"), (
            TestService.Text(found[0], "body"), TestService.Text(found[2], "body"), TestService.Text(found[3], "body")));
        Assert.Equal("AAE=", TestService.Text(found[1], "bodyBase64"));
        JsonElement due = await service.OkAsync("GET", $"{queue}/messages?state=all&order=due&from=2000-01-01T00:00:00Z");
        Assert.Equal(
            ["inFlight", "delayed"],
            due.GetProperty("messages").EnumerateArray().Select(message => TestService.Text(message, "state")));
    }

    [Fact]
    public async Task Search_WhenSomeMatch_AnswersThemWithCounts()
    {
        string queue = await service.CreateQueueAsync();
        await service.SendAsync(
            queue, """{"body":"one needle","attributes":{"n":1}}""", """{"body":"hay"}""", """{"body":"two needles"}""");
        JsonElement found = await service.OkAsync(
            "POST", $"{queue}/messages/search", """{"filter":{"text":"needle"},"bodyBytes":3,"groupBy":"groupId"}""");
        Assert.Equal(
            ["one", "two"],
            found.GetProperty("messages").EnumerateArray().Select(message => TestService.Text(message, "body")));
        Assert.Equal((3, 2), (found.GetProperty("scanned").GetInt32(), found.GetProperty("matched").GetInt32()));
        JsonElement group = Assert.Single(found.GetProperty("groups").EnumerateArray());
        Assert.Equal(2, group.GetProperty("count").GetInt32());
        Assert.False(group.TryGetProperty("value", out _));
        Assert.False(found.TryGetProperty("cursor", out _));
        JsonElement all = await service.OkAsync("POST", $"{queue}/messages/search", """{"limit":1}""");
        Assert.True(all.TryGetProperty("cursor", out _));
        Assert.False(all.TryGetProperty("groups", out _));
    }
}
