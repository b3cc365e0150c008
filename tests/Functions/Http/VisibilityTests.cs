using System.Text.Json;

namespace QueueService.Tests.Functions.Http;

/// <summary>Runs on every store that needs nothing from outside.</summary>
public abstract class VisibilityTests(TestService service)
{
    [Fact]
    public async Task Receive_WhenTheTimeoutEnds_GivesTheMessageAgainAndOldHandlesAreStale()
    {
        string queue = await service.CreateQueueAsync();
        await service.SendAsync(queue, """{"body":"x"}""");
        JsonElement first = Assert.Single(await service.ReceiveAsync(queue, """{"visibilityTimeoutSeconds":1}"""));
        Assert.Empty(await service.ReceiveAsync(queue));
        JsonElement again = (await service.AwaitMessagesAsync(queue))[0];
        Assert.Equal(2, again.GetProperty("receiveCount").GetInt32());
        Assert.Equal(TestService.Text(first, "firstReceivedAt"), TestService.Text(again, "firstReceivedAt"));
        string old = TestService.Text(first, "receiptHandle");
        foreach (string call in (string[])["ack", "extend", "release"])
            Assert.Equal(["stale", "invalid"], await service.SettleAsync(queue, call, old, "nonsense"));
        Assert.Equal(["acked"], await service.SettleAsync(queue, "ack", TestService.Text(again, "receiptHandle")));
    }

    [Fact]
    public async Task Ack_WhenRepeatedOrOfAnotherQueue_TellsSo()
    {
        string queue = await service.CreateQueueAsync();
        string other = await service.CreateQueueAsync();
        await service.SendAsync(queue, """{"body":"x"}""");
        string handle = TestService.Text(Assert.Single(await service.ReceiveAsync(queue)), "receiptHandle");
        Assert.Equal(["invalid"], await service.SettleAsync(other, "ack", handle));
        Assert.Equal(["acked"], await service.SettleAsync(queue, "ack", handle));
        Assert.Equal(["stale"], await service.SettleAsync(queue, "ack", handle));
        Assert.Equal(["invalid"], await service.SettleAsync(queue, "ack", handle[..^2] + "AA"));
    }

    [Fact]
    public async Task Extend_WhenHeld_KeepsTheMessageAway()
    {
        string queue = await service.CreateQueueAsync();
        await service.SendAsync(queue, """{"body":"x"}""");
        JsonElement held = Assert.Single(await service.ReceiveAsync(queue, """{"visibilityTimeoutSeconds":1}"""));
        Assert.Equal(["extended"], await service.SettleAsync(queue, "extend", TestService.Text(held, "receiptHandle")));
        Assert.Empty(await service.ReceiveAsync(queue, """{"waitSeconds":2}"""));
    }

    [Fact]
    public async Task Settle_WhenAMessageIsNamedTwice_IsAsIfEachCameAlone()
    {
        string queue = await service.CreateQueueAsync();
        await service.SendAsync(queue, """{"body":"x"}""");
        string handle = TestService.Text(Assert.Single(await service.ReceiveAsync(queue)), "receiptHandle");
        Assert.Equal(["extended", "invalid", "extended"], await service.SettleAsync(queue, "extend", handle, "nonsense", handle));
        Assert.Equal(["released", "stale"], await service.SettleAsync(queue, "release", handle, handle));
        handle = TestService.Text(Assert.Single(await service.ReceiveAsync(queue)), "receiptHandle");
        Assert.Equal(["acked", "stale"], await service.SettleAsync(queue, "ack", handle, handle));
    }

    [Fact]
    public async Task Release_WhenHeld_GivesTheMessageBackAtOnceOrLater()
    {
        string queue = await service.CreateQueueAsync();
        await service.SendAsync(queue, """{"body":"x"}""");
        JsonElement held = Assert.Single(await service.ReceiveAsync(queue));
        Assert.Equal(["released"], await service.SettleAsync(queue, "release", TestService.Text(held, "receiptHandle")));
        held = Assert.Single(await service.ReceiveAsync(queue));
        Assert.Equal(2, held.GetProperty("receiveCount").GetInt32());
        string json = $$"""{"receiptHandles":["{{TestService.Text(held, "receiptHandle")}}"],"delaySeconds":1}""";
        await service.OkAsync("POST", $"{queue}/messages/release", json);
        Assert.Empty(await service.ReceiveAsync(queue));
        await service.AwaitMessagesAsync(queue);
    }

    [Fact]
    public async Task Receive_WhenDelayed_WaitsForTheDelay()
    {
        string queue = await service.CreateQueueAsync("""{"delaySeconds":900}""");
        await service.SendAsync(queue, """{"body":"queue's delay"}""", """{"body":"own delay","delaySeconds":1}""");
        Assert.Empty(await service.ReceiveAsync(queue));
        Assert.Equal("own delay", TestService.Text((await service.AwaitMessagesAsync(queue))[0], "body"));
    }

    [Fact]
    public async Task Receive_WhenAMessageComesDuringALongPoll_WakesAtOnce()
    {
        string queue = await service.CreateQueueAsync();
        Task<List<JsonElement>> poll = service.ReceiveAsync(queue, """{"waitSeconds":20}""");
        var started = DateTime.UtcNow;
        await service.SendAsync(queue, """{"body":"x"}""");
        Assert.Single(await poll);
        Assert.True(DateTime.UtcNow - started < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Receive_WhenTheClientLeavesALongPoll_HoldsNoMessage()
    {
        string queue = await service.CreateQueueAsync();
        for (int round = 0; round < 5; round++)
        {
            using (RawConnection leaving = await RawConnection.OpenAsync(service))
            {
                await leaving.PostAsync($"{queue}/messages/receive", """{"waitSeconds":20}""");
                // Anything else on the queue gives the poll time to begin to wait.
                await service.OkAsync("GET", queue);
                await leaving.LeaveAsync(TimeSpan.FromSeconds(20));
            }

            await service.SendAsync(queue, $$"""{"body":"{{round}}"}""");
            JsonElement message = (await service.AwaitMessagesAsync(queue))[0];
            await service.SettleAsync(queue, "ack", TestService.Text(message, "receiptHandle"));
        }
    }
}
