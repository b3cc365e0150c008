using System.Text.Json;

namespace QueueService.Tests.Functions.Http;

/// <summary>Runs on every store that needs nothing from outside.</summary>
public abstract class RedriveTests(TestService service)
{
    [Fact]
    public async Task Redrive_WhenDeadLettersAreThere_MovesThemBack()
    {
        (string source, string dead) = await CreateDeadLetterAsync();
        using HttpResponseMessage started = await service.Http.PostAsync(
            new Uri($"{dead}/redrive", UriKind.Relative), content: null);
        Assert.Equal(202, (int)started.StatusCode);
        string location = started.Headers.Location!.ToString();
        string taskId = TestService.Text(JsonDocument.Parse(await started.Content.ReadAsByteArrayAsync()).RootElement, "taskId");
        Assert.Equal($"/v1/redrives/{taskId}", location);
        JsonElement done = await TestService.EventuallyAsync(
            () => service.OkAsync("GET", location), task => TestService.Text(task, "state") is not "running");
        Assert.Equal("completed", TestService.Text(done, "state"));
        Assert.Equal((1, 1), (done.GetProperty("moved").GetInt32(), done.GetProperty("total").GetInt32()));
        Assert.Equal(dead[11..], TestService.Text(done, "queue"));
        Assert.NotEmpty(TestService.Text(done, "startedAt"));
        Assert.NotEmpty(TestService.Text(done, "endedAt"));
        JsonElement back = (await service.AwaitMessagesAsync(source))[0];
        Assert.Equal("poison", TestService.Text(back, "body"));
        JsonElement list = await service.OkAsync("GET", $"/v1/redrives?queue={dead[11..]}");
        Assert.Equal(taskId, TestService.Text(Assert.Single(list.GetProperty("redrives").EnumerateArray()), "taskId"));
        Assert.Equal(taskId, TestService.Text(await service.OkAsync("DELETE", location), "taskId"));
    }

    [Fact]
    public async Task Receive_WhenReceivedTooOften_MovesToTheDeadLetterQueue()
    {
        (string source, string dead) = await CreateDeadLetterAsync();
        JsonElement letter = (await service.AwaitMessagesAsync(dead))[0];
        JsonElement origin = letter.GetProperty("deadLetter");
        Assert.Equal(source[11..], TestService.Text(origin, "sourceQueue"));
        Assert.Equal("maxReceiveCount", TestService.Text(origin, "reason"));
        Assert.NotEmpty(TestService.Text(origin, "at"));
    }

    [Fact]
    public async Task Redrive_WhenNothingIsThere_IsNotFound()
    {
        Assert.Equal("RedriveNotFound", await service.RefusedAsync(404, "GET", "/v1/redrives/none"));
        Assert.Equal("RedriveNotFound", await service.RefusedAsync(404, "DELETE", "/v1/redrives/none"));
        Assert.Equal("QueueNotFound", await service.RefusedAsync(404, "POST", "/v1/queues/none/redrive"));
    }

    private async Task<(string Source, string Dead)> CreateDeadLetterAsync()
    {
        string dead = await service.CreateQueueAsync();
        string source = await service.CreateQueueAsync(
            $$"""{"deadLetter":{"queue":"{{dead[11..]}}","maxReceiveCount":1},"visibilityTimeoutSeconds":0}""");
        await service.SendAsync(source, """{"body":"poison"}""");
        Assert.Single(await service.ReceiveAsync(source));
        Assert.Empty(await service.ReceiveAsync(source));
        await TestService.EventuallyAsync(
            () => service.OkAsync("GET", $"{dead}/messages"),
            page => page.GetProperty("messages").GetArrayLength() == 1);
        return (source, dead);
    }
}
