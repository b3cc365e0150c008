using System.Text;
using System.Text.Json;

namespace QueueService.Tests.Functions.Http;

/// <summary>Messages that are named. Runs on every store that needs nothing from outside.</summary>
public abstract class NamedMessageTests(TestService service)
{
    [Fact]
    public async Task Get_WhenTheMessageIsThere_ShowsItWithAnETag()
    {
        string queue = await service.CreateQueueAsync();
        (string id, long number) = await SendAsync(queue, "a");
        (int status, string? tag, JsonElement message) = await CallAsync("GET", $"{queue}/messages/{id}?sequenceNumber={number}");
        Assert.Equal((200, "a", id), (status, TestService.Text(message, "body"), TestService.Text(message, "messageId")));
        Assert.Matches("^\"[0-9a-f-]+\"$", tag);
        Assert.Equal(tag, (await CallAsync("GET", $"{queue}/messages/{id}")).Tag);
        Assert.Equal(0, message.GetProperty("receiveCount").GetInt32());
        Assert.Equal("MessageNotFound", await service.RefusedAsync(404, "GET", $"{queue}/messages/{Guid.NewGuid()}"));
        Assert.Equal("MessageNotFound", await service.RefusedAsync(404, "GET", $"{queue}/messages/{id}?sequenceNumber=99"));
        Assert.Equal("InvalidRequest", await service.RefusedAsync(400, "GET", $"{queue}/messages/{id}?sequenceNumber=0"));
        Assert.Equal("UnknownParameter", await service.RefusedAsync(400, "GET", $"{queue}/messages/{id}?sequence=1"));
        Assert.Equal("NotFound", await service.RefusedAsync(404, "GET", $"{queue}/messages/x"));
        Assert.Equal("QueueNotFound", await service.RefusedAsync(404, "GET", $"{queue}x/messages/{id}"));
    }

    [Fact]
    public async Task Edit_WhenTheTagIsThatOfTheMessage_ChangesItOnce()
    {
        string queue = await service.CreateQueueAsync();
        (string id, _) = await SendAsync(queue, "a");
        string path = $"{queue}/messages/{id}";
        string? tag = (await CallAsync("GET", path)).Tag;
        Assert.Equal("MatchRequired", await service.RefusedAsync(428, "PATCH", path, """{"body":"b"}"""));
        foreach (string wrong in (string[])["*", "W/\"1\"", "\"1\", \"2\"", "1"])
            Assert.Equal(400, (await CallAsync("PATCH", path, """{"body":"b"}""", wrong)).Status);
        Assert.Equal(412, (await CallAsync("PATCH", path, """{"body":"b"}""", "\"1\"")).Status);
        (int status, _, JsonElement edited) = await CallAsync(
            "PATCH", path, """{"bodyBase64":"AP8=","attributes":{"n":12345678901234567890}}""", tag);
        Assert.Equal((200, id), (status, TestService.Text(edited, "messageId")));
        (int again, _, JsonElement problem) = await CallAsync("PATCH", path, """{"body":"c"}""", tag);
        Assert.Equal((412, "MessageChanged"), (again, TestService.Text(problem, "code")));
        JsonElement message = Assert.Single(await service.ReceiveAsync(queue));
        Assert.Equal((id, "AP8="), (TestService.Text(message, "messageId"), TestService.Text(message, "bodyBase64")));
        Assert.Equal("12345678901234567890", message.GetProperty("attributes").GetProperty("n").GetRawText());
        (int held, _, JsonElement inFlight) = await CallAsync("PATCH", path, """{"body":"c"}""", tag);
        Assert.Equal((409, "MessageInFlight"), (held, TestService.Text(inFlight, "code")));
    }

    [Fact]
    public async Task Reject_WhenADetailIsGiven_IsSeenOnTheDeadLetterAndReplayedByAnEdit()
    {
        (string source, string dead) = await CreatePairAsync();
        (string id, _) = await SendAsync(source, "poison");
        JsonElement held = Assert.Single(await service.ReceiveAsync(source));
        string body = $$"""{"receiptHandles":["{{TestService.Text(held, "receiptHandle")}}","x"],"detail":"no address"}""";
        Assert.Equal(["rejected", "invalid"], await StatusesAsync($"{source}/messages/reject", body));
        Assert.Equal(["stale", "invalid"], await StatusesAsync($"{source}/messages/reject", body));
        JsonElement page = await TestService.EventuallyAsync(
            () => service.OkAsync("GET", $"{dead}/messages"), found => found.GetProperty("messages").GetArrayLength() == 1);
        JsonElement letter = page.GetProperty("messages")[0];
        JsonElement origin = letter.GetProperty("deadLetter");
        Assert.Equal(
            (source[11..], "rejected", "no address"),
            (TestService.Text(origin, "sourceQueue"), TestService.Text(origin, "reason"), TestService.Text(origin, "detail")));
        Assert.Equal(1, origin.GetProperty("receiveCount").GetInt32());

        string path = $"{dead}/messages/{id}?sequenceNumber={letter.GetProperty("sequenceNumber").GetInt64()}";
        string? tag = (await CallAsync("GET", path)).Tag;
        (int status, _, JsonElement moved) = await CallAsync("PATCH", path, """{"body":"fixed","replay":{}}""", tag);
        Assert.Equal((200, source[11..]), (status, TestService.Text(moved, "replayedTo")));
        Assert.Equal(404, (await CallAsync("PATCH", path, """{"body":"fixed","replay":{}}""", tag)).Status);
        JsonElement back = Assert.Single(await service.AwaitMessagesAsync(source));
        Assert.Equal(("fixed", id), (TestService.Text(back, "body"), TestService.Text(back, "messageId")));
        Assert.Equal(1, back.GetProperty("replays").GetProperty("count").GetInt32());
        Assert.Equal(await WhoAsync(), TestService.Text(back.GetProperty("replays"), "by"));
        Assert.False(back.TryGetProperty("deadLetter", out _));
    }

    [Fact]
    public async Task Reject_WhenThereIsNoDeadLetterQueue_IsRefused()
    {
        string queue = await service.CreateQueueAsync();
        await SendAsync(queue, "a");
        JsonElement held = Assert.Single(await service.ReceiveAsync(queue));
        string body = $$"""{"receiptHandles":["{{TestService.Text(held, "receiptHandle")}}"]}""";
        Assert.Equal("NoDeadLetterTarget", await service.RefusedAsync(409, "POST", $"{queue}/messages/reject", body));
        Assert.Equal(["acked"], await StatusesAsync($"{queue}/messages/ack", body));
    }

    [Fact]
    public async Task Delete_WhenRepeated_SaysThatTheMessageIsNotThere()
    {
        string queue = await service.CreateQueueAsync();
        (string first, long number) = await SendAsync(queue, "a");
        (string second, _) = await SendAsync(queue, "b");
        string body =
            $$"""{"messages":[{"messageId":"{{first}}","sequenceNumber":{{number}}},{"messageId":"{{second}}"}]}""";
        Assert.Equal(["deleted", "deleted"], await StatusesAsync($"{queue}/messages/delete", body));
        Assert.Equal(["notFound", "notFound"], await StatusesAsync($"{queue}/messages/delete", body));
        (string held, _) = await SendAsync(queue, "c");
        Assert.Single(await service.ReceiveAsync(queue));
        body = $$"""{"messages":[{"messageId":"{{held}}"}]}""";
        Assert.Equal(["inFlight"], await StatusesAsync($"{queue}/messages/delete", body));
    }

    [Fact]
    public async Task Queue_WhenMessagesWentThrough_ShowsTotalsAndWhoseDeadLettersItHas()
    {
        (string source, string dead) = await CreatePairAsync();
        await SendAsync(source, "a");
        JsonElement held = Assert.Single(await service.ReceiveAsync(source));
        await StatusesAsync(
            $"{source}/messages/ack", $$"""{"receiptHandles":["{{TestService.Text(held, "receiptHandle")}}"]}""");
        JsonElement stats = (await service.OkAsync("GET", source)).GetProperty("stats");
        Assert.NotEmpty(TestService.Text(stats, "asOf"));
        Assert.Equal(
            """{"sent":1,"received":1,"redelivered":0,"acked":1,"deadLettered":0,"expired":0,"dropped":0}""",
            stats.GetProperty("totals").GetRawText());
        JsonElement of = (await service.OkAsync("GET", dead)).GetProperty("deadLetterOf");
        Assert.Equal(source[11..], Assert.Single(of.EnumerateArray()).GetString());
        Assert.Empty((await service.OkAsync("GET", source)).GetProperty("deadLetterOf").EnumerateArray());
    }

    [Fact]
    public async Task Redrive_WhenMessagesAreNamedWithTheirNumbers_MovesThose()
    {
        (string source, string dead) = await CreatePairAsync();
        (string id, long number) = await SendAsync(dead, "a");
        await SendAsync(dead, "b");
        string body = $$"""
            {"destination":"{{source[11..]}}","messages":[{"messageId":"{{id}}","sequenceNumber":{{number}}}]}
            """;
        JsonElement started = await service.OkAsync("POST", $"{dead}/redrive", body);
        JsonElement done = await TestService.EventuallyAsync(
            () => service.OkAsync("GET", $"/v1/redrives/{TestService.Text(started, "taskId")}"),
            task => TestService.Text(task, "state") is not "running");
        Assert.Equal(
            ("completed", await WhoAsync()), (TestService.Text(done, "state"), TestService.Text(done, "startedBy")));
        Assert.Equal("a", TestService.Text(Assert.Single(await service.AwaitMessagesAsync(source)), "body"));
        Assert.Equal("InvalidRequest", await service.RefusedAsync(400, "POST", $"{dead}/redrive", body));
    }

    private async Task<string> WhoAsync() => TestService.Text(await service.OkAsync("GET", "/v1/me"), "id");

    private async Task<(string Source, string Dead)> CreatePairAsync()
    {
        string dead = await service.CreateQueueAsync();
        string source = await service.CreateQueueAsync(
            $$"""{"deadLetter":{"queue":"{{dead[11..]}}","maxReceiveCount":5} }""");
        return (source, dead);
    }

    private async Task<(string Id, long Number)> SendAsync(string queue, string body)
    {
        string json = $$"""{"messages":[{"body":"{{body}}"}] }""";
        JsonElement sent = await service.OkAsync("POST", $"{queue}/messages", json);
        JsonElement result = sent.GetProperty("results")[0];
        return (TestService.Text(result, "messageId"), result.GetProperty("sequenceNumber").GetInt64());
    }

    private async Task<string[]> StatusesAsync(string path, string body) =>
    [
        .. (await service.OkAsync("POST", path, body)).GetProperty("results").EnumerateArray()
            .Select(result => TestService.Text(result, "status")),
    ];

    private async Task<(int Status, string? Tag, JsonElement Body)> CallAsync(
        string method, string path, string? json = null, string? match = null)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), new Uri(path, UriKind.Relative));
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        if (match is not null)
            request.Headers.TryAddWithoutValidation("If-Match", match);
        using HttpResponseMessage response = await service.Http.SendAsync(request);
        JsonElement body = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsByteArrayAsync());
        return ((int)response.StatusCode, response.Headers.ETag?.ToString(), body);
    }
}
