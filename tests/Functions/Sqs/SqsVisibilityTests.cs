using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using QueueService.Functions.Sqs.Errors;
using QueueService.Functions.Sqs.Messages;
using QueueService.Queues.Messages;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Sqs;

/// <summary>Receiving, hiding and deleting on standard queues, as recorded on AWS, in both protocols.</summary>
public sealed class SqsVisibilityTests(TestService service) : IClassFixture<TestService>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Receive_WhenTheTimeoutHasRunOut_GivesTheMessageWithANewHandle(bool isQuery)
    {
        SqsCaller sqs = new(service, isQuery);
        string url = await sqs.CreateQueueAsync();
        await sqs.SendAsync(url, "m");
        JsonElement first = Assert.Single(await sqs.ReceiveAsync(url, visibilityTimeout: 1));
        JsonElement second = Assert.Single(await sqs.ReceiveAsync(url, wait: 20));
        Assert.NotEqual(TestService.Text(first, "ReceiptHandle"), TestService.Text(second, "ReceiptHandle"));
        Assert.Equal(("1", "2"), (System(first, "ApproximateReceiveCount"), System(second, "ApproximateReceiveCount")));
        Assert.Equal(System(first, "ApproximateFirstReceiveTimestamp"), System(second, "ApproximateFirstReceiveTimestamp"));
        Assert.Equal(System(first, "SentTimestamp"), System(second, "SentTimestamp"));
        Assert.InRange(
            long.Parse(System(first, "SentTimestamp"), CultureInfo.InvariantCulture),
            DateTimeOffset.UtcNow.AddMinutes(-10).ToUnixTimeMilliseconds(),
            DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ChangeVisibility_WhenTheHandleIsAnOldOne_ChangesTheVisibilityOfNow(bool isQuery)
    {
        SqsCaller sqs = new(service, isQuery);
        string url = await sqs.CreateQueueAsync();
        await sqs.SendAsync(url, "m");
        JsonElement old = Assert.Single(await sqs.ReceiveAsync(url, visibilityTimeout: 0));
        Assert.Single(await sqs.ReceiveAsync(url, visibilityTimeout: 60));
        await sqs.ChangeAsync(url, old, 0);
        Assert.Single(await sqs.ReceiveAsync(url));
    }

    [Fact]
    public async Task ChangeVisibility_WhenOneReceiveWasChanged_TheNextTakesTheQueuesTimeout()
    {
        SqsCaller sqs = new(service);
        string url = await sqs.CreateQueueAsync(new JsonObject { ["VisibilityTimeout"] = "1" });
        await sqs.SendAsync(url, "m");
        JsonElement message = Assert.Single(await sqs.ReceiveAsync(url));
        await sqs.ChangeAsync(url, message, 600);
        Assert.Empty(await sqs.ReceiveAsync(url));
        await sqs.ChangeAsync(url, message, 0);
        Assert.Single(await sqs.ReceiveAsync(url));
        Assert.Single(await sqs.ReceiveAsync(url, wait: 20));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Delete_WhenTheTimeoutHasRunOut_RemovesTheMessage(bool isQuery)
    {
        SqsCaller sqs = new(service, isQuery);
        string url = await sqs.CreateQueueAsync();
        await sqs.SendAsync(url, "m");
        await sqs.DeleteAsync(url, Assert.Single(await sqs.ReceiveAsync(url, visibilityTimeout: 0)));
        Assert.Empty(await sqs.ReceiveAsync(url));
    }

    [Fact]
    public async Task Delete_WhenTheHandleIsOfAnotherQueue_IsRefusedInOtherWords()
    {
        SqsCaller sqs = new(service);
        string url = await sqs.CreateQueueAsync();
        string other = await sqs.CreateQueueAsync();
        await sqs.SendAsync(url, "m");
        string handle = TestService.Text(Assert.Single(await sqs.ReceiveAsync(url)), "ReceiptHandle");
        string members = $$"""{"ReceiptHandle":"{{handle}}","VisibilityTimeout":1}""";
        foreach (string action in (string[])["DeleteMessage", "ChangeMessageVisibility"])
        {
            await sqs.RefusedAsync(
                404,
                "ReceiptHandleIsInvalid",
                $"The receipt handle \"{handle}\" is not valid for this queue.",
                action,
                SqsCaller.Input(other, members));
            await sqs.RefusedAsync(
                404,
                "ReceiptHandleIsInvalid",
                "The input receipt handle \"garbage\" is not a valid receipt handle.",
                action,
                SqsCaller.Input(url, members.Replace(handle, "garbage", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Batch_WhenSomeHandlesAreWrong_TheOthersSucceed(bool isQuery)
    {
        SqsCaller sqs = new(service, isQuery);
        string url = await sqs.CreateQueueAsync();
        await sqs.SendAsync(url, "a");
        await sqs.SendAsync(url, "b");
        JsonElement[] held = await sqs.ReceiveAsync(url);
        JsonElement changed = await sqs.OkAsync("ChangeMessageVisibilityBatch", url, $$"""
            {"Entries":[{"Id":"1","ReceiptHandle":"{{TestService.Text(held[0], "ReceiptHandle")}}"},
            {"Id":"2","ReceiptHandle":"invalid","VisibilityTimeout":1},
            {"Id":"3","ReceiptHandle":"{{TestService.Text(held[1], "ReceiptHandle")}}","VisibilityTimeout":50000}]}
            """);
        Assert.Equal(["1"], changed.GetProperty("Successful").EnumerateArray().Select(entry => TestService.Text(entry, "Id")));
        Assert.Equal(
            [
                "2 ReceiptHandleIsInvalid The input receipt handle \"invalid\" is not a valid receipt handle.",
                "3 InvalidParameterValue Value 50000 for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be an integer between 0 and 43200.",
            ],
            changed.GetProperty("Failed").EnumerateArray().Order(Comparer<JsonElement>.Create((left, right) => string.CompareOrdinal(TestService.Text(left, "Id"), TestService.Text(right, "Id"))))
                .Select(entry => $"{TestService.Text(entry, "Id")} {TestService.Text(entry, "Code")} {TestService.Text(entry, "Message")}"));
        Assert.True(changed.GetProperty("Failed")[0].GetProperty("SenderFault").GetBoolean());
        JsonElement deleted = await sqs.OkAsync("DeleteMessageBatch", url, $$"""
            {"Entries":[{"Id":"1","ReceiptHandle":"{{TestService.Text(held[0], "ReceiptHandle")}}"},{"Id":"2","ReceiptHandle":"{{TestService.Text(held[1], "ReceiptHandle")}}"}]}
            """);
        Assert.Equal(2, deleted.GetProperty("Successful").GetArrayLength());
        Assert.False(deleted.TryGetProperty("Failed", out _));
    }

    /// <summary>Each entry as if it came alone, in order.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Batch_WhenItNamesAMessageTwice_CarriesOutEachEntry(bool isQuery)
    {
        SqsCaller sqs = new(service, isQuery);
        string url = await sqs.CreateQueueAsync();
        await sqs.SendAsync(url, "m");
        string old = TestService.Text(Assert.Single(await sqs.ReceiveAsync(url, visibilityTimeout: 0)), "ReceiptHandle");
        string handle = TestService.Text(Assert.Single(await sqs.ReceiveAsync(url, visibilityTimeout: 600)), "ReceiptHandle");
        foreach ((string first, string second, int visible) in ((string, string, int)[])[(handle, handle, 0), (old, handle, 600), (handle, old, 0)])
        {
            JsonElement changed = await sqs.OkAsync("ChangeMessageVisibilityBatch", url, $$"""
                {"Entries":[{"Id":"1","ReceiptHandle":"{{first}}","VisibilityTimeout":{{600 - visible}}},
                {"Id":"2","ReceiptHandle":"{{second}}","VisibilityTimeout":{{visible}}}]}
                """);
            Assert.Equal((2, false), (changed.GetProperty("Successful").GetArrayLength(), changed.TryGetProperty("Failed", out _)));
            Assert.Equal(visible == 0 ? "1" : "0", (await sqs.AttributesAsync(url))["ApproximateNumberOfMessages"]);
        }

        JsonElement deleted = await sqs.OkAsync("DeleteMessageBatch", url, $$"""
            {"Entries":[{"Id":"1","ReceiptHandle":"{{old}}"},{"Id":"2","ReceiptHandle":"{{handle}}"},{"Id":"3","ReceiptHandle":"{{handle}}"}]}
            """);
        Assert.Equal((3, false), (deleted.GetProperty("Successful").GetArrayLength(), deleted.TryGetProperty("Failed", out _)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Batch_WhenItNamesAMessageOfAFifoQueueTwice_DeletesIt(bool isQuery)
    {
        SqsCaller sqs = new(service, isQuery);
        string url = await sqs.CreateQueueAsync(isFifo: true);
        await sqs.SendAsync(url, "m", "g", "d");
        string handle = TestService.Text(Assert.Single(await sqs.ReceiveAsync(url)), "ReceiptHandle");
        JsonElement deleted = await sqs.OkAsync("DeleteMessageBatch", url, $$"""
            {"Entries":[{"Id":"1","ReceiptHandle":"{{handle}}"},{"Id":"2","ReceiptHandle":"{{handle}}"}]}
            """);
        Assert.Equal((2, false), (deleted.GetProperty("Successful").GetArrayLength(), deleted.TryGetProperty("Failed", out _)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Batch_WhenEntriesFailInDifferentWays_ListsThemInTheOrderOfTheEntries(bool isQuery)
    {
        SqsCaller sqs = new(service, isQuery);
        string url = await sqs.CreateQueueAsync();
        JsonElement changed = await sqs.OkAsync("ChangeMessageVisibilityBatch", url, """
            {"Entries":[{"Id":"1","ReceiptHandle":"bad","VisibilityTimeout":1},
            {"Id":"2","ReceiptHandle":"bad","VisibilityTimeout":99999},{"Id":"3","ReceiptHandle":"bad2","VisibilityTimeout":1}]}
            """);
        Assert.Equal(["1", "2", "3"], Failed(changed));
        JsonElement deleted = await sqs.OkAsync("DeleteMessageBatch", url, """
            {"Entries":[{"Id":"2","ReceiptHandle":"bad"},{"Id":"4"},{"Id":"3","ReceiptHandle":"bad"}]}
            """);
        Assert.Equal(["2", "4", "3"], Failed(deleted));

        static IEnumerable<string> Failed(JsonElement answer) =>
            answer.GetProperty("Failed").EnumerateArray().Select(entry => TestService.Text(entry, "Id"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Receive_WhenADelayRunsOutWhileWaiting_GivesTheMessage(bool isQuery)
    {
        SqsCaller sqs = new(service, isQuery);
        string url = await sqs.CreateQueueAsync(new JsonObject { ["ReceiveMessageWaitTimeSeconds"] = "20" });
        await sqs.OkAsync("SendMessage", url, """{"MessageBody":"late","DelaySeconds":1}""");
        Assert.Empty(await sqs.ReceiveAsync(url, wait: 0));
        Assert.Equal("1", (await sqs.AttributesAsync(url))["ApproximateNumberOfMessagesDelayed"]);
        JsonElement answer = await sqs.OkAsync("ReceiveMessage", url);
        Assert.Equal("late", TestService.Text(answer.GetProperty("Messages")[0], "Body"));
    }

    [Fact]
    public async Task Receive_WhenTwoWaitForOneMessage_OneGetsIt()
    {
        SqsCaller sqs = new(service);
        string url = await sqs.CreateQueueAsync();
        Task<string[]>[] waiting = [sqs.BodiesAsync(url, wait: 2), sqs.BodiesAsync(url, wait: 2)];
        await sqs.SendAsync(url, "m");
        Assert.Equal(["m"], (await Task.WhenAll(waiting)).SelectMany(bodies => bodies));
    }

    [Fact]
    public async Task Receive_WhenTheClientLeavesBeforeTheAnswer_TakesNothing()
    {
        SqsCaller sqs = new(service);
        string url = await sqs.CreateQueueAsync();
        using (RawConnection leaving = await RawConnection.OpenAsync(service))
        {
            await leaving.SendAsync($"GET {new Uri(url).AbsolutePath}?Action=ReceiveMessage&WaitTimeSeconds=20&Signature=any HTTP/1.1\r\nHost: localhost\r\n\r\n");
            // Anything else on the queue gives the poll time to begin to wait.
            await sqs.AttributesAsync(url);
            await leaving.LeaveAsync(TimeSpan.FromSeconds(20));
        }

        await sqs.SendAsync(url, "m");
        Assert.Equal(["m"], await sqs.BodiesAsync(url, wait: 20));
    }

    [Theory]
    [InlineData(ReceiptStatus.TooLong, "Value 43200 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds]")]
    [InlineData(ReceiptStatus.Gone, "Value h for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.")]
    [InlineData(ReceiptStatus.Done, null)]
    public void OfChange_WhenTheBrokerSaysSo_IsInTheWordsOfAws(ReceiptStatus status, string? message)
    {
        ReceiptEntry entry = new("1", "h", TimeSpan.FromHours(12));
        Assert.Equal(message, ReceiptRefusals.OfChange(QueueName.Parse("q"), entry, status)?.Message);
    }

    [Fact]
    public void From_WhenTooManyAreInFlight_IsOverLimit()
    {
        SqsException refusal = BrokerErrors.From(new BrokerException(BrokerErrorCode.TooManyInFlight, "Many."), isQuery: false);
        Assert.Equal(("OverLimit", 403), (refusal.Error.Code, refusal.Error.Status));
    }

    private static string System(JsonElement message, string name) => TestService.Text(message.GetProperty("Attributes"), name);
}
