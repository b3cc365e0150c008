using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Sqs;

/// <summary>The rules of FIFO queues, as they were recorded on AWS, in both protocols.</summary>
public sealed class SqsFifoTests(TestService service) : IClassFixture<TestService>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Receive_WhenThereAreGroups_TakesAllOfOneBeforeTheNext(bool isQuery)
    {
        SqsCaller sqs = new(service, isQuery);
        string url = await CreateAsync(sqs, "g1:a", "g2:b", "g1:c", "g1:d");
        Assert.Equal(["a", "c", "d", "b"], await sqs.BodiesAsync(url));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Receive_WhenOneOfAGroupIsInFlight_BlocksTheRestUntilAllAreDeleted(bool isQuery)
    {
        SqsCaller sqs = new(service, isQuery);
        string url = await CreateAsync(sqs, "g:a", "g:b", "g:c");
        JsonElement[] held = await sqs.ReceiveAsync(url, max: 2);
        await SendAsync(sqs, url, "g:d");
        Assert.Empty(await sqs.ReceiveAsync(url));
        await sqs.DeleteAsync(url, held[0]);
        Assert.Empty(await sqs.ReceiveAsync(url));
        await sqs.DeleteAsync(url, held[1]);
        Assert.Equal(["c", "d"], await sqs.BodiesAsync(url));
        await SendAsync(sqs, url, "h:e");
        Assert.Equal(["e"], await sqs.BodiesAsync(url));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Receive_WhenTimeoutsRunOut_GivesTheGroupFromItsOldestInOrder(bool isQuery)
    {
        SqsCaller sqs = new(service, isQuery);
        string url = await CreateAsync(sqs, "g:a", "g:b", "g:c");
        Assert.Equal(["a", "b"], await sqs.BodiesAsync(url, visibilityTimeout: 1, max: 2));
        Assert.Equal(["a", "b", "c"], await sqs.BodiesAsync(url, wait: 20));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1, "a")]
    [InlineData(2, "a", "b")]
    public async Task ChangeVisibility_WhenOneIsExtended_ThoseBeforeItComeBack(int extended, params string[] expected)
    {
        SqsCaller sqs = new(service);
        string url = await CreateAsync(sqs, "g:a", "g:b", "g:c");
        JsonElement[] held = await sqs.ReceiveAsync(url, visibilityTimeout: 1);
        await sqs.ChangeAsync(url, held[extended], 60);
        for (int n = 0; n < held.Length; n++)
        {
            if (n != extended)
                await sqs.ChangeAsync(url, held[n], 0);
        }

        Assert.Equal(expected, await sqs.BodiesAsync(url));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ChangeVisibility_WhenTheFirstIsReleased_ItAloneComesBack(bool isQuery)
    {
        SqsCaller sqs = new(service, isQuery);
        string url = await CreateAsync(sqs, "g:a", "g:b");
        JsonElement[] held = await sqs.ReceiveAsync(url);
        await sqs.ChangeAsync(url, held[0], 0);
        Assert.Equal(["a"], await sqs.BodiesAsync(url));
    }

    [Fact]
    public async Task Receive_WhenTheTimeoutIsZero_BlocksNothing()
    {
        SqsCaller sqs = new(service);
        string url = await CreateAsync(sqs, "g1:a", "g2:b");
        Assert.Equal(["a"], await sqs.BodiesAsync(url, visibilityTimeout: 0, max: 1));
        Assert.Equal(["b", "a"], await sqs.BodiesAsync(url, visibilityTimeout: 0));
    }

    [Fact]
    public async Task Attributes_WhenSomeAreReceived_CountOnlyThose()
    {
        SqsCaller sqs = new(service);
        string url = await CreateAsync(sqs, "g1:a", "g1:b", "g2:a", "g2:b", "g3:a", "g3:b");
        await sqs.ReceiveAsync(url, max: 1);
        await sqs.ReceiveAsync(url, max: 1);
        Dictionary<string, string> attributes = await sqs.AttributesAsync(url);
        Assert.Equal(("4", "2", "0"), (
            attributes["ApproximateNumberOfMessages"],
            attributes["ApproximateNumberOfMessagesNotVisible"],
            attributes["ApproximateNumberOfMessagesDelayed"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Receive_WhenRepeatedWithItsAttemptId_GivesTheSameMessagesAndHandles(bool isQuery)
    {
        SqsCaller sqs = new(service, isQuery);
        string url = await CreateAsync(sqs, "g:a", "h:b", "i:c");
        JsonElement[] first = await sqs.ReceiveAsync(url, max: 2, attempt: "try-1");
        JsonElement[] again = await sqs.ReceiveAsync(url, max: 2, attempt: "try-1");
        Assert.Equal(first.Select(message => message.ToString()), again.Select(message => message.ToString()));
        Assert.Equal("c", TestService.Text(Assert.Single(await sqs.ReceiveAsync(url, attempt: "try-2")), "Body"));
        await sqs.DeleteAsync(url, first[0]);
        await SpentAsync(sqs, url, "try-1");
        await sqs.DeleteAsync(url, again[1]);
    }

    [Theory]
    [InlineData("DeleteMessage")]
    [InlineData("ChangeMessageVisibility")]
    [InlineData("DeleteMessageBatch")]
    [InlineData("ChangeMessageVisibilityBatch")]
    public async Task Receive_WhenAMessageOfItsAttemptWasUsed_IsNotRetryable(string action)
    {
        SqsCaller sqs = new(service);
        string url = await CreateAsync(sqs, "g:a", "h:b", "i:c");
        string handle = TestService.Text((await sqs.ReceiveAsync(url, max: 2, attempt: "try"))[1], "ReceiptHandle");
        JsonObject entry = new() { ["ReceiptHandle"] = handle, ["VisibilityTimeout"] = 60 };
        if (action.EndsWith("Batch", StringComparison.Ordinal))
        {
            entry["Id"] = "i";
            entry = new JsonObject { ["Entries"] = new JsonArray(entry) };
        }

        entry["QueueUrl"] = url;
        await sqs.OkAsync(action, entry);
        await SpentAsync(sqs, url, "try");
        Assert.Equal(["c"], await sqs.BodiesAsync(url));
        await SpentAsync(sqs, url, "try");
    }

    private static Task SpentAsync(SqsCaller sqs, string url, string attempt) => sqs.RefusedAsync(
        400,
        "InvalidParameterValue",
        $"Value {attempt} for parameter ReceiveRequestAttemptId is invalid. Reason: The receiveRequestAttemptId is not valid anymore since the receive call is not retryable.",
        "ReceiveMessage",
        new JsonObject { ["QueueUrl"] = url, ["ReceiveRequestAttemptId"] = attempt });

    [Fact]
    public async Task Receive_WhenAnAttemptIdIsGivenOnAStandardQueue_IsIgnored()
    {
        SqsCaller sqs = new(service);
        string url = await sqs.CreateQueueAsync();
        await sqs.SendAsync(url, "a");
        Assert.Single(await sqs.ReceiveAsync(url, attempt: "try"));
        Assert.Empty(await sqs.ReceiveAsync(url, attempt: "try"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_WhenItIsADuplicate_SucceedsWithTheFirstIdAndStoresNothing(bool isQuery)
    {
        SqsCaller sqs = new(service, isQuery);
        string url = await sqs.CreateQueueAsync(isFifo: true);
        JsonElement first = await sqs.SendAsync(url, "a", "g", "id");
        await sqs.DeleteAsync(url, Assert.Single(await sqs.ReceiveAsync(url)));
        JsonElement second = await sqs.SendAsync(url, "b", "other-group", "id");
        Assert.Equal(TestService.Text(first, "MessageId"), TestService.Text(second, "MessageId"));
        Assert.NotEqual(TestService.Text(first, "MD5OfMessageBody"), TestService.Text(second, "MD5OfMessageBody"));
        Assert.Empty(await sqs.ReceiveAsync(url));
        await sqs.OkAsync("PurgeQueue", url);
        await sqs.SendAsync(url, "c", "g", "id");
        Assert.Equal(["c"], await sqs.BodiesAsync(url));
    }

    [Fact]
    public async Task Send_WhenTheContentDecides_KnowsItsDigestAndNotItsAttributes()
    {
        SqsCaller sqs = new(service);
        string url = await sqs.CreateQueueAsync(new JsonObject { ["ContentBasedDeduplication"] = "True" }, isFifo: true);
        Assert.Equal("true", (await sqs.AttributesAsync(url))["ContentBasedDeduplication"]);
        await sqs.SendAsync(url, """{"foo": "bar"}""", "g");
        await sqs.OkAsync("SendMessage", url, """
            {"MessageBody":"{\"foo\": \"bar\"}","MessageGroupId":"g","MessageAttributes":{"a":{"DataType":"String","StringValue":"x"}}}
            """);
        await sqs.SendAsync(url, "other", "g", "426fc04f04bf8fdb5831dc37bbb6dcf70f63a37e05a68c6ea5f63e85ae579376");
        await sqs.SendAsync(url, """{"foo": "bar"}""", "g", "explicit");
        JsonElement[] messages = await sqs.ReceiveAsync(url);
        Assert.Equal(
            ["426fc04f04bf8fdb5831dc37bbb6dcf70f63a37e05a68c6ea5f63e85ae579376", "explicit"],
            messages.Select(message => TestService.Text(message.GetProperty("Attributes"), "MessageDeduplicationId")));
    }

    /// <param name="created">The scope that the queue was created with, which counts whatever is set later.</param>
    [Theory]
    [InlineData("queue", "messageGroup", 1)]
    [InlineData("messageGroup", "queue", 2)]
    public async Task Send_WhenTheScopeWasChanged_DeduplicatesByTheFirst(string created, string changed, int expected)
    {
        SqsCaller sqs = new(service);
        string url = await sqs.CreateQueueAsync(new JsonObject { ["DeduplicationScope"] = created }, isFifo: true);
        await sqs.OkAsync("SetQueueAttributes", url, $$$"""{"Attributes":{"DeduplicationScope":"{{{changed}}}"}}""");
        Assert.Equal(changed, (await sqs.AttributesAsync(url))["DeduplicationScope"]);
        await sqs.SendAsync(url, "a", "g1", "id");
        await sqs.SendAsync(url, "b", "g2", "id");
        Assert.Equal(expected, (await sqs.ReceiveAsync(url)).Length);
    }

    [Fact]
    public async Task Send_WhenTheQueueHasADelay_TakesItWhateverTheMessageSays()
    {
        SqsCaller sqs = new(service);
        string url = await sqs.CreateQueueAsync(new JsonObject { ["DelaySeconds"] = "2" }, isFifo: true);
        await sqs.OkAsync("SendMessage", url, """
            {"MessageBody":"a","MessageGroupId":"g","MessageDeduplicationId":"a","DelaySeconds":0}
            """);
        await sqs.SendAsync(url, "b", "g", "b");
        Assert.Equal("2", (await sqs.AttributesAsync(url))["ApproximateNumberOfMessagesDelayed"]);
        Assert.Equal("a", (await sqs.BodiesAsync(url, wait: 20))[0]);
    }

    [Fact]
    public async Task Send_WhenMessagesFollow_NumbersThemUpwards()
    {
        SqsCaller sqs = new(service, isQuery: true);
        string url = await sqs.CreateQueueAsync(isFifo: true);
        List<string> numbers = [];
        for (int n = 0; n < 3; n++)
            numbers.Add(TestService.Text(await sqs.SendAsync(url, "x", "g", $"{n}"), "SequenceNumber"));
        Assert.All(numbers, number => Assert.Equal(20, number.Length));
        Assert.Equal(numbers.Order(StringComparer.Ordinal), numbers);
        Assert.Equal(
            numbers,
            (await sqs.ReceiveAsync(url)).Select(message => TestService.Text(message.GetProperty("Attributes"), "SequenceNumber")));
        Assert.Equal(3, numbers.Select(number => long.Parse(number, CultureInfo.InvariantCulture)).Distinct().Count());
    }

    private static async Task<string> CreateAsync(SqsCaller sqs, params string[] messages)
    {
        string url = await sqs.CreateQueueAsync(isFifo: true);
        await SendAsync(sqs, url, messages);
        return url;
    }

    /// <param name="messages">Group and body, each with a deduplication id of its own.</param>
    private static async Task SendAsync(SqsCaller sqs, string url, params string[] messages)
    {
        foreach (string message in messages)
            await sqs.SendAsync(url, message.Split(':')[1], message.Split(':')[0], message.Replace(':', '-'));
    }
}
