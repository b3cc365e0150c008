using System.Text.Json;

namespace QueueService.Tests.Functions.Http;

/// <summary>Runs on every store that needs nothing from outside.</summary>
public abstract class QueueTests(TestService service)
{
    [Fact]
    public async Task Put_WhenRepeated_IsCreatedThenFoundThenRefusedIfItDiffers()
    {
        string path = $"/v1/queues/{Guid.NewGuid():N}";
        using HttpResponseMessage created = await service.Http.PutAsync(new Uri(path, UriKind.Relative), content: null);
        Assert.Equal(201, (int)created.StatusCode);
        Assert.Equal(path, created.Headers.Location?.ToString());
        Assert.Equal(200, (await service.CallAsync("PUT", path, "{}")).Status);
        Assert.Equal(200, (await service.CallAsync("PUT", path, """{"visibilityTimeoutSeconds":30}""")).Status);
        Assert.Equal("QueueExists", await service.RefusedAsync(409, "PUT", path, """{"visibilityTimeoutSeconds":31}"""));
    }

    [Fact]
    public async Task Get_WhenQueueIsNew_ShowsDefaultsAndEmptyStats()
    {
        string path = await service.CreateQueueAsync();
        JsonElement queue = await service.OkAsync("GET", path);
        Assert.Equal(path, $"/v1/queues/{TestService.Text(queue, "name")}");
        Assert.Equal(30, queue.GetProperty("visibilityTimeoutSeconds").GetInt32());
        Assert.Equal(0, queue.GetProperty("delaySeconds").GetInt32());
        Assert.Equal(345600, queue.GetProperty("retentionSeconds").GetInt32());
        Assert.Equal(1048576, queue.GetProperty("maxMessageBytes").GetInt32());
        Assert.Equal(0, queue.GetProperty("receiveWaitSeconds").GetInt32());
        Assert.Equal(1, queue.GetProperty("partitions").GetInt32());
        Assert.False(queue.TryGetProperty("deadLetter", out _));
        Assert.False(queue.TryGetProperty("contentBasedDeduplication", out _));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", TestService.Text(queue, "createdAt"));
        Assert.Equal(TestService.Text(queue, "createdAt"), TestService.Text(queue, "modifiedAt"));
        JsonElement stats = queue.GetProperty("stats");
        foreach (string name in (string[])["visible", "inFlight", "delayed", "oldestAgeSeconds", "bytes"])
            Assert.Equal(0, stats.GetProperty(name).GetDouble());
    }

    [Fact]
    public async Task Get_WhenQueueIsFifo_ShowsFifoSettings()
    {
        JsonElement queue = await service.OkAsync("GET", await service.CreateQueueAsync(fifo: true));
        Assert.False(queue.GetProperty("contentBasedDeduplication").GetBoolean());
        Assert.Equal("queue", TestService.Text(queue, "deduplicationScope"));
        Assert.Equal("perQueue", TestService.Text(queue, "fifoThroughputLimit"));
    }

    [Fact]
    public async Task Get_WhenMessagesAreInEachState_CountsThem()
    {
        string path = await service.CreateQueueAsync();
        await service.SendAsync(path, """{"body":"a"}""", """{"body":"b"}""", """{"body":"c","delaySeconds":900}""");
        Assert.Single(await service.ReceiveAsync(path, "{}"));
        JsonElement stats = (await service.OkAsync("GET", path)).GetProperty("stats");
        Assert.Equal(1, stats.GetProperty("visible").GetInt32());
        Assert.Equal(1, stats.GetProperty("inFlight").GetInt32());
        Assert.Equal(1, stats.GetProperty("delayed").GetInt32());
        Assert.True(stats.GetProperty("bytes").GetInt64() >= 3);
    }

    [Fact]
    public async Task Patch_WhenSomeSettingsAreGiven_ChangesOnlyThose()
    {
        string dead = await service.CreateQueueAsync();
        string path = await service.CreateQueueAsync("""{"delaySeconds":5,"tags":{"a":"b"}}""");
        string deadLetter = $$"""{"deadLetter":{"queue":"{{dead[11..]}}","maxReceiveCount":3},"visibilityTimeoutSeconds":7}""";
        JsonElement queue = await service.OkAsync("PATCH", path, deadLetter);
        Assert.Equal(7, queue.GetProperty("visibilityTimeoutSeconds").GetInt32());
        Assert.Equal(5, queue.GetProperty("delaySeconds").GetInt32());
        Assert.Equal("b", TestService.Text(queue.GetProperty("tags"), "a"));
        Assert.Equal(dead[11..], TestService.Text(queue.GetProperty("deadLetter"), "queue"));
        queue = await service.OkAsync("PATCH", path, """{"deadLetter":null}""");
        Assert.False(queue.TryGetProperty("deadLetter", out _));
        Assert.Equal(7, queue.GetProperty("visibilityTimeoutSeconds").GetInt32());
    }

    [Fact]
    public async Task Patch_WhenNothingChanges_IsNotAModification()
    {
        string path = await service.CreateQueueAsync("""{"delaySeconds":5,"tags":{"a":"b"}}""");
        JsonElement queue = await service.OkAsync("GET", path);
        string created = TestService.Text(queue, "modifiedAt");
        foreach (string same in (string[])["{}", """{"delaySeconds":5,"tags":{"a":"b"}}""", """{"deadLetter":null}"""])
        {
            await TestService.EventuallyAsync(
                () => service.OkAsync("PATCH", path, same),
                _ => DateTimeOffset.UtcNow > queue.GetProperty("createdAt").GetDateTimeOffset().AddMilliseconds(5));
            Assert.Equal(created, TestService.Text(await service.OkAsync("GET", path), "modifiedAt"));
        }

        queue = await service.OkAsync("PATCH", path, """{"delaySeconds":6}""");
        Assert.NotEqual(created, TestService.Text(queue, "modifiedAt"));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("'")]
    [InlineData("é")]
    [InlineData("012345678901234567890123456789012345678901234567890123456789012345678901234567890")]
    public async Task List_WhenNoNameCanBeginLikeThat_FindsNone(string prefix)
    {
        JsonElement page = await service.OkAsync("GET", $"/v1/queues?prefix={Uri.EscapeDataString(prefix)}");
        Assert.Empty(page.GetProperty("queues").EnumerateArray());
    }

    [Fact]
    public async Task Put_WhenAStandardQueueGetsFifoSettings_IsRefused() => Assert.Equal(
        "InvalidSetting",
        await service.RefusedAsync(400, "PUT", "/v1/queues/standard", """{"contentBasedDeduplication":true}"""));

    [Fact]
    public async Task Delete_WhenQueueIsThere_TakesItAway()
    {
        string path = await service.CreateQueueAsync();
        Assert.Equal(204, (await service.CallAsync("DELETE", path)).Status);
        Assert.Equal("QueueNotFound", await service.RefusedAsync(404, "DELETE", path));
        Assert.Equal("QueueNotFound", await service.RefusedAsync(404, "GET", path));
        Assert.Equal("QueueNotFound", await service.RefusedAsync(404, "PATCH", path, "{}"));
        Assert.Equal("QueueNotFound", await service.RefusedAsync(404, "POST", $"{path}/messages", """{"messages":[{"body":""}]}"""));
        Assert.Equal("QueueNotFound", await service.RefusedAsync(404, "POST", $"{path}/messages/receive"));
        Assert.Equal("QueueNotFound", await service.RefusedAsync(404, "POST", $"{path}/purge"));
    }

    [Fact]
    public async Task List_WhenThereAreMoreThanOnePage_CursorLeadsThroughAll()
    {
        string prefix = $"list{Guid.NewGuid():N}";
        for (int n = 0; n < 5; n++)
            await service.OkAsync("PUT", $"/v1/queues/{prefix}-{n}");
        List<string> names = [];
        string? cursor = null;
        do
        {
            JsonElement page = await service.OkAsync("GET", $"/v1/queues?prefix={prefix}&limit=2{cursor}");
            names.AddRange(page.GetProperty("queues").EnumerateArray().Select(queue => TestService.Text(queue, "name")));
            cursor = page.TryGetProperty("cursor", out JsonElement next)
                ? $"&cursor={Uri.EscapeDataString(next.GetString()!)}"
                : null;
        }
        while (cursor is not null);
        Assert.Equal(Enumerable.Range(0, 5).Select(n => $"{prefix}-{n}"), names);
    }

    [Fact]
    public async Task Purge_WhenMessagesAreThere_LeavesNone()
    {
        string path = await service.CreateQueueAsync();
        await service.SendAsync(path, """{"body":"a"}""", """{"body":"b"}""");
        Assert.Equal(204, (await service.CallAsync("POST", $"{path}/purge")).Status);
        Assert.Empty(await service.ReceiveAsync(path));
    }

    [Fact]
    public async Task History_WhenNothingWasNotedYet_IsOfAnEmptyQueue()
    {
        string path = await service.CreateQueueAsync();
        JsonElement history = await service.OkAsync("GET", $"{path}/history?step=3600");
        Assert.Equal(3600, history.GetProperty("step").GetInt32());
        Assert.InRange(history.GetProperty("visible").GetArrayLength(), 168, 169);
        Assert.False(history.TryGetProperty("queues", out _));
        JsonElement all = await service.OkAsync("GET", "/v1/history?by=queue");
        Assert.Equal(all.GetProperty("visible").GetArrayLength(), all.GetProperty("oldestAgeSeconds").GetArrayLength());
        Assert.Equal(JsonValueKind.Array, all.GetProperty("queues").ValueKind);
    }
}
