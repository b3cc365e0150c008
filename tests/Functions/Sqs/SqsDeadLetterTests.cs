using System.Text.Json;
using System.Text.Json.Nodes;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Sqs;

/// <summary>Dead letters and the tasks that move them, as recorded on AWS, in both protocols.</summary>
public sealed class SqsDeadLetterTests(TestService service) : IClassFixture<TestService>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DeadLetter_WhenItMoves_KeepsWhatItIsAndItsCount(bool isQuery)
    {
        SqsCaller sqs = new(service, isQuery);
        (string dead, string source) = await CreatePairAsync(sqs);
        await sqs.OkAsync("SendMessage", source, """
            {"MessageBody":"m","MessageAttributes":{"a":{"DataType":"String","StringValue":"v"}},
            "MessageSystemAttributes":{"AWSTraceHeader":{"DataType":"String","StringValue":"Root=1"}}}
            """);
        JsonElement first = await KillAsync(sqs, source);
        JsonElement letter = Assert.Single(await sqs.ReceiveAsync(dead, wait: 20));
        foreach (string member in (string[])["MessageId", "Body", "MD5OfBody", "MD5OfMessageAttributes"])
            Assert.Equal(TestService.Text(first, member), TestService.Text(letter, member));
        JsonElement attributes = letter.GetProperty("Attributes");
        Assert.Equal("2", TestService.Text(attributes, "ApproximateReceiveCount"));
        Assert.Equal("Root=1", TestService.Text(attributes, "AWSTraceHeader"));
        Assert.Equal(await sqs.ArnAsync(source), TestService.Text(attributes, "DeadLetterQueueSourceArn"));
        Assert.Equal(TestService.Text(first.GetProperty("Attributes"), "SentTimestamp"), TestService.Text(attributes, "SentTimestamp"));
        Assert.False(first.GetProperty("Attributes").TryGetProperty("DeadLetterQueueSourceArn", out _));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DeadLetter_WhenTheQueuesAreFifo_FreesItsGroupAndItsOldIdMayBeSentThere(bool isQuery)
    {
        SqsCaller sqs = new(service, isQuery);
        (string dead, string source) = await CreatePairAsync(sqs, isFifo: true);
        await sqs.SendAsync(source, "a", "g", "id-a");
        await sqs.SendAsync(source, "b", "g", "id-b");
        await sqs.ReceiveAsync(source, visibilityTimeout: 0, max: 1);
        Assert.Equal(["b"], await sqs.BodiesAsync(source, wait: 20));
        await sqs.SendAsync(source, "again", "g", "id-a");
        JsonElement letter = Assert.Single(await sqs.ReceiveAsync(dead, visibilityTimeout: 0, wait: 20));
        JsonElement attributes = letter.GetProperty("Attributes");
        Assert.Equal("g", TestService.Text(attributes, "MessageGroupId"));
        Assert.Equal(TestService.Text(letter, "MessageId"), TestService.Text(attributes, "MessageDeduplicationId"));
        await sqs.SendAsync(dead, "direct", "g", "id-a");
        Assert.Equal(["a", "direct"], await sqs.BodiesAsync(dead));
    }

    [Fact]
    public async Task DeadLetter_WhenItsQueueIsGone_StaysReceivable()
    {
        SqsCaller sqs = new(service);
        (string dead, string source) = await CreatePairAsync(sqs);
        await sqs.SendAsync(source, "m");
        await sqs.OkAsync("DeleteQueue", dead);
        for (int n = 0; n < 3; n++)
            Assert.Equal(["m"], await sqs.BodiesAsync(source, visibilityTimeout: 0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ListSources_WhenThereAreMoreThanAsked_GoesOnWithTheToken(bool isQuery)
    {
        SqsCaller sqs = new(service, isQuery);
        (string dead, string source) = await CreatePairAsync(sqs);
        string policy = (await sqs.AttributesAsync(source))["RedrivePolicy"];
        string second = await sqs.CreateQueueAsync(new JsonObject { ["RedrivePolicy"] = policy });
        JsonElement page = await sqs.OkAsync("ListDeadLetterSourceQueues", dead, """{"MaxResults":1}""");
        JsonElement rest = await sqs.OkAsync(
            "ListDeadLetterSourceQueues", dead, $$"""{"MaxResults":1,"NextToken":"{{TestService.Text(page, "NextToken")}}"}""");
        Assert.Equal(
            new[] { source, second }.Order(StringComparer.Ordinal),
            new[] { page, rest }.Select(answer => answer.GetProperty("queueUrls")[0].GetString()));
        Assert.False(rest.TryGetProperty("NextToken", out _));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task MoveTask_WhenSlow_IsShownAndCanBeCancelled(bool isQuery)
    {
        SqsCaller sqs = new(service, isQuery);
        (string dead, string source) = await CreatePairAsync(sqs);
        string arn = await sqs.ArnAsync(dead);
        for (int n = 0; n < 30; n++)
            await sqs.SendAsync(dead, $"{n}");
        string destination = await sqs.ArnAsync(source);
        JsonObject start = JsonNode.Parse($$"""{"SourceArn":"{{arn}}","DestinationArn":"{{destination}}","MaxNumberOfMessagesPerSecond":1}""")!.AsObject();
        string handle = TestService.Text(await sqs.OkAsync("StartMessageMoveTask", start), "TaskHandle");
        using (JsonDocument decoded = JsonDocument.Parse(Convert.FromBase64String(handle)))
        {
            Assert.Equal(arn, decoded.RootElement.GetProperty("sourceArn").GetString());
            Assert.True(Guid.TryParseExact(decoded.RootElement.GetProperty("taskId").GetString(), "D", out _));
        }

        await sqs.RefusedAsync(
            400,
            "InvalidParameterValue",
            "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
            "StartMessageMoveTask",
            start);
        JsonElement running = (await ListAsync(sqs, arn))[0];
        Assert.Equal(
            ("RUNNING", handle, destination, 1L, 30L),
            (TestService.Text(running, "Status"), TestService.Text(running, "TaskHandle"), TestService.Text(running, "DestinationArn"), running.GetProperty("MaxNumberOfMessagesPerSecond").GetInt64(), running.GetProperty("ApproximateNumberOfMessagesToMove").GetInt64()));
        Assert.True(running.GetProperty("StartedTimestamp").GetInt64() > 1_700_000_000_000);
        await sqs.OkAsync("CancelMessageMoveTask", new JsonObject { ["TaskHandle"] = handle });
        JsonElement cancelled = await UntilAsync(sqs, arn, "CANCELLED");
        Assert.False(cancelled.TryGetProperty("TaskHandle", out _));
        Assert.InRange(cancelled.GetProperty("ApproximateNumberOfMessagesMoved").GetInt64(), 0, 29);
        await sqs.RefusedAsync(
            404, "ResourceNotFoundException", "Task does not exist.", "CancelMessageMoveTask", new JsonObject { ["TaskHandle"] = handle });
        await sqs.OkAsync("StartMessageMoveTask", new JsonObject { ["SourceArn"] = arn, ["DestinationArn"] = destination });
        JsonElement newest = await UntilAsync(sqs, arn, "COMPLETED");
        Assert.False(newest.TryGetProperty("MaxNumberOfMessagesPerSecond", out _));
        Assert.Equal(2, (await ListAsync(sqs, arn, 10)).Length);
        Assert.Equal("30", (await sqs.AttributesAsync(source))["ApproximateNumberOfMessages"]);
    }

    [Fact]
    public async Task MoveTask_WhenItsDestinationIsDeleted_FailsAndLeavesTheRest()
    {
        SqsCaller sqs = new(service);
        (string dead, _) = await CreatePairAsync(sqs);
        string target = await sqs.CreateQueueAsync();
        string arn = await sqs.ArnAsync(dead);
        for (int n = 0; n < 30; n++)
            await sqs.SendAsync(dead, $"{n}");
        await sqs.OkAsync("StartMessageMoveTask", JsonNode.Parse(
            $$"""{"SourceArn":"{{arn}}","DestinationArn":"{{await sqs.ArnAsync(target)}}","MaxNumberOfMessagesPerSecond":1}""")!.AsObject());
        await sqs.OkAsync("DeleteQueue", target);
        JsonElement failed = await UntilAsync(sqs, arn, "FAILED");
        Assert.Equal("AWS.SimpleQueueService.NonExistentQueue", TestService.Text(failed, "FailureReason"));
        Assert.InRange(int.Parse((await sqs.AttributesAsync(dead))["ApproximateNumberOfMessages"], System.Globalization.CultureInfo.InvariantCulture), 20, 30);
    }

    /// <summary>Letters that came from a queue go back; of those that were sent straight here nobody knows where to.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task MoveTask_WhenLettersWereSentStraight_CannotDetermineTheirSource(bool isQuery)
    {
        SqsCaller sqs = new(service, isQuery);
        (string dead, string source) = await CreatePairAsync(sqs);
        await sqs.SendAsync(source, "letter");
        await KillAsync(sqs, source);
        await sqs.SendAsync(dead, "straight");
        string arn = await sqs.ArnAsync(dead);
        await TestService.EventuallyAsync(
            async () => JsonSerializer.SerializeToElement(await sqs.AttributesAsync(dead)),
            attributes => TestService.Text(attributes, "ApproximateNumberOfMessages") is "2");
        await sqs.OkAsync("StartMessageMoveTask", new JsonObject { ["SourceArn"] = arn });
        JsonElement failed = await UntilAsync(sqs, arn, "FAILED");
        Assert.Equal("CouldNotDetermineMessageSource", TestService.Text(failed, "FailureReason"));
        Assert.Equal(1, failed.GetProperty("ApproximateNumberOfMessagesMoved").GetInt64());
        Assert.Equal(["straight"], await sqs.BodiesAsync(dead));
        Assert.Equal(["letter"], await sqs.BodiesAsync(source));
    }

    [Fact]
    public async Task MoveTask_WhenTheSourceOfItsLettersIsGone_SaysThatItIsNotThere()
    {
        SqsCaller sqs = new(service);
        (string dead, string source) = await CreatePairAsync(sqs);
        string arn = await sqs.ArnAsync(dead);
        await sqs.SendAsync(source, "letter");
        await KillAsync(sqs, source);
        Assert.Single(await sqs.ReceiveAsync(dead, visibilityTimeout: 0, wait: 20));
        await sqs.CreateQueueAsync(new JsonObject { ["RedrivePolicy"] = $$"""{"deadLetterTargetArn":"{{arn}}","maxReceiveCount":1}""" });
        await sqs.OkAsync("DeleteQueue", source);
        await sqs.OkAsync("StartMessageMoveTask", new JsonObject { ["SourceArn"] = arn });
        Assert.Equal("AWS.SimpleQueueService.NonExistentQueue", TestService.Text(await UntilAsync(sqs, arn, "FAILED"), "FailureReason"));
    }

    [Theory]
    [InlineData("StartMessageMoveTask", "DestinationArn")]
    [InlineData("StartMessageMoveTask", "SourceArn")]
    [InlineData("ListMessageMoveTasks", "SourceArn")]
    public async Task MoveTask_WhenAQueueIsUnknown_Answers404(string action, string parameter)
    {
        SqsCaller sqs = new(service);
        (string dead, _) = await CreatePairAsync(sqs);
        string arn = await sqs.ArnAsync(dead);
        JsonObject input = new() { ["SourceArn"] = arn };
        input[parameter] = arn + "-unknown";
        await sqs.RefusedAsync(
            404, "ResourceNotFoundException", $"The resource that you specified for the {parameter} parameter doesn't exist.", action, input);
        input[parameter] = "nonsense";
        await sqs.RefusedAsync(
            400,
            "InvalidParameterValue",
            $"You must use this format to specify the {parameter}: arn:<partition>:<service>:<region>:<account-id>:<resource-id>",
            action,
            input);
    }

    [Theory]
    [InlineData("""{"taskId":"unknown","sourceArn":"ARN"}""", 404, "ResourceNotFoundException", "Task does not exist.")]
    [InlineData("""{"taskId":"x","sourceArn":"ARN-unknown"}""", 404, "ResourceNotFoundException", "The resource that you specified for the SourceArn parameter doesn't exist.")]
    [InlineData("not json", 400, "InvalidParameterValue", "Value for parameter TaskHandle is invalid.")]
    [InlineData("[]", 400, "InvalidParameterValue", "Value for parameter TaskHandle is invalid.")]
    [InlineData("""{"taskId":"x","sourceArn":null}""", 400, "InvalidParameterValue", "Value for parameter TaskHandle is invalid.")]
    [InlineData("""{"taskId":7,"sourceArn":"x"}""", 400, "InvalidParameterValue", "Value for parameter TaskHandle is invalid.")]
    public async Task Cancel_WhenTheHandleIsWrong_SaysHow(string handle, int status, string code, string message)
    {
        SqsCaller sqs = new(service);
        (string dead, _) = await CreatePairAsync(sqs);
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(handle.Replace("ARN", await sqs.ArnAsync(dead), StringComparison.Ordinal));
        await sqs.RefusedAsync(
            status, code, message, "CancelMessageMoveTask", new JsonObject { ["TaskHandle"] = Convert.ToBase64String(bytes) });
    }

    private static async Task<(string Dead, string Source)> CreatePairAsync(SqsCaller sqs, bool isFifo = false)
    {
        string dead = await sqs.CreateQueueAsync(isFifo: isFifo);
        string policy = $$"""{"deadLetterTargetArn":"{{await sqs.ArnAsync(dead)}}","maxReceiveCount":1}""";
        return (dead, await sqs.CreateQueueAsync(new JsonObject { ["RedrivePolicy"] = policy }, isFifo));
    }

    /// <summary>Receives the only message, and tries to once more.</summary>
    private static async Task<JsonElement> KillAsync(SqsCaller sqs, string url)
    {
        JsonElement message = Assert.Single(await sqs.ReceiveAsync(url, visibilityTimeout: 0));
        Assert.Empty(await sqs.ReceiveAsync(url));
        return message;
    }

    private static async Task<JsonElement[]> ListAsync(SqsCaller sqs, string arn, int? max = null)
    {
        JsonObject input = new() { ["SourceArn"] = arn };
        if (max is not null)
            input["MaxResults"] = max;
        return [.. (await sqs.OkAsync("ListMessageMoveTasks", input)).GetProperty("Results").EnumerateArray()];
    }

    private static async Task<JsonElement> UntilAsync(SqsCaller sqs, string arn, string status) => await TestService.EventuallyAsync(
        async () => Assert.Single(await ListAsync(sqs, arn)),
        task => string.Equals(TestService.Text(task, "Status"), status, StringComparison.Ordinal));
}
