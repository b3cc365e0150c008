using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Sqs;

/// <summary>Queues, their attributes, tags, policies and dead letters through the SQS endpoint.</summary>
public class SqsQueueTests(TestService service) : IClassFixture<TestService>
{
    private static readonly XNamespace Xml = "http://queue.amazonaws.com/doc/2012-11-05/";

    private readonly SqsCaller _sqs = new(service);

    [Fact]
    public async Task GetAttributes_WhenAllAreAskedFor_GivesThoseOfAws()
    {
        string[] standard =
        [
            "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesDelayed", "ApproximateNumberOfMessagesNotVisible",
            "CreatedTimestamp", "DelaySeconds", "LastModifiedTimestamp", "MaximumMessageSize", "MessageRetentionPeriod",
            "QueueArn", "ReceiveMessageWaitTimeSeconds", "SqsManagedSseEnabled", "VisibilityTimeout",
        ];
        string[] fifo = ["ContentBasedDeduplication", "DeduplicationScope", "FifoQueue", "FifoThroughputLimit"];
        Dictionary<string, string> attributes = await _sqs.AttributesAsync(await _sqs.CreateQueueAsync());
        Assert.Equal(standard, attributes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("30", "345600", "1048576"), (attributes["VisibilityTimeout"], attributes["MessageRetentionPeriod"], attributes["MaximumMessageSize"]));
        attributes = await _sqs.AttributesAsync(await _sqs.CreateQueueAsync(isFifo: true));
        Assert.Equal(standard.Concat(fifo).Order(StringComparer.Ordinal), attributes.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task SetAttributes_WhenAValueIsEmpty_TakesThePolicyAway()
    {
        string url = await _sqs.CreateQueueAsync(new JsonObject { ["Policy"] = """{"Version":"2012-10-17"}""" });
        Assert.Equal("""{"Version":"2012-10-17"}""", (await _sqs.AttributesAsync(url))["Policy"]);
        await SetAsync(url, "Policy", "");
        Assert.False((await _sqs.AttributesAsync(url)).ContainsKey("Policy"));
    }

    [Fact]
    public async Task SetAttributes_WhenAKmsKeyIsSet_TurnsTheOtherEncryptionOff()
    {
        string url = await _sqs.CreateQueueAsync(new JsonObject { ["KmsMasterKeyId"] = "alias/mine" });
        Assert.Equal("false", (await _sqs.AttributesAsync(url))["SqsManagedSseEnabled"]);
        await SetAsync(url, "KmsMasterKeyId", "");
        Dictionary<string, string> attributes = await _sqs.AttributesAsync(url);
        Assert.Equal(("false", false), (attributes["SqsManagedSseEnabled"], attributes.ContainsKey("KmsMasterKeyId")));
    }

    [Fact]
    public async Task Tags_WhenSetAndTakenAway_AreAsSet()
    {
        JsonElement created = await _sqs.OkAsync("CreateQueue", new JsonObject
        {
            ["QueueName"] = $"q{Guid.NewGuid():N}",
            ["tags"] = new JsonObject { ["a"] = "1", ["A"] = "" },
        });
        string url = TestService.Text(created, "QueueUrl");
        await _sqs.OkAsync("TagQueue", new JsonObject { ["QueueUrl"] = url, ["Tags"] = new JsonObject { ["a"] = "2", ["b"] = "3" } });
        await _sqs.OkAsync("UntagQueue", new JsonObject { ["QueueUrl"] = url, ["TagKeys"] = new JsonArray("A", "nobody") });
        JsonElement tags = await _sqs.OkAsync("ListQueueTags", new JsonObject { ["QueueUrl"] = url });
        Assert.Equal("""{"Tags":{"a":"2","b":"3"}}""", tags.ToString());
        await _sqs.OkAsync("UntagQueue", new JsonObject { ["QueueUrl"] = url, ["TagKeys"] = new JsonArray("a", "b") });
        Assert.Equal("{}", (await _sqs.OkAsync("ListQueueTags", new JsonObject { ["QueueUrl"] = url })).ToString());
    }

    [Fact]
    public async Task List_WhenThereAreMoreThanAsked_GoesOnWithTheToken()
    {
        string prefix = $"p{Guid.NewGuid():N}";
        for (int n = 0; n < 3; n++)
            await _sqs.OkAsync("CreateQueue", new JsonObject { ["QueueName"] = $"{prefix}-{n}" });
        JsonElement first = await _sqs.OkAsync(
            "ListQueues", new JsonObject { ["QueueNamePrefix"] = prefix, ["MaxResults"] = 2 });
        Assert.Equal(2, first.GetProperty("QueueUrls").GetArrayLength());
        JsonElement second = await _sqs.OkAsync("ListQueues", new JsonObject
        {
            ["QueueNamePrefix"] = prefix,
            ["MaxResults"] = 2,
            ["NextToken"] = TestService.Text(first, "NextToken"),
        });
        Assert.EndsWith($"{prefix}-2", second.GetProperty("QueueUrls")[0].GetString(), StringComparison.Ordinal);
        Assert.False(second.TryGetProperty("NextToken", out _));
        Assert.Equal("{}", (await _sqs.OkAsync("ListQueues", new JsonObject { ["QueueNamePrefix"] = prefix + "x" })).ToString());
    }

    [Fact]
    public async Task DeadLetters_WhenReceivedTooOften_MoveAndCanBeMovedBack()
    {
        string dead = await _sqs.CreateQueueAsync();
        string deadArn = (await _sqs.AttributesAsync(dead))["QueueArn"];
        string source = await _sqs.CreateQueueAsync(new JsonObject
        {
            ["RedrivePolicy"] = $$"""{"deadLetterTargetArn":"{{deadArn}}","maxReceiveCount":"1"}""",
        });
        Assert.Equal(
            $$"""{"deadLetterTargetArn":"{{deadArn}}","maxReceiveCount":1}""",
            (await _sqs.AttributesAsync(source))["RedrivePolicy"]);
        JsonElement sources = await _sqs.OkAsync("ListDeadLetterSourceQueues", new JsonObject { ["QueueUrl"] = dead });
        Assert.Equal(source, sources.GetProperty("queueUrls")[0].GetString());
        await _sqs.SendAsync(source, "x");
        Assert.Single(await _sqs.ReceiveAsync(source, visibilityTimeout: 0));
        Assert.Empty(await _sqs.ReceiveAsync(source));
        JsonElement letter = Assert.Single(await _sqs.ReceiveAsync(dead, visibilityTimeout: 0, wait: 20));
        Assert.Equal("2", TestService.Text(letter.GetProperty("Attributes"), "ApproximateReceiveCount"));
        Assert.EndsWith(source.Split('/')[^1], TestService.Text(letter.GetProperty("Attributes"), "DeadLetterQueueSourceArn"), StringComparison.Ordinal);
        await _sqs.OkAsync("StartMessageMoveTask", new JsonObject { ["SourceArn"] = deadArn });
        JsonElement back = Assert.Single(await _sqs.ReceiveAsync(source, wait: 20));
        Assert.Equal("x", TestService.Text(back, "Body"));
        JsonElement task = await TestService.EventuallyAsync(
            () => _sqs.OkAsync("ListMessageMoveTasks", new JsonObject { ["SourceArn"] = deadArn }),
            answer => answer.GetProperty("Results")[0].GetProperty("Status").GetString() is "COMPLETED");
        Assert.Equal(1, task.GetProperty("Results")[0].GetProperty("ApproximateNumberOfMessagesMoved").GetInt64());
        Assert.False(task.GetProperty("Results")[0].TryGetProperty("TaskHandle", out _));
    }

    [Fact]
    public async Task StartMoveTask_WhenTheQueueIsNoDeadLetterQueue_IsRefused()
    {
        string arn = (await _sqs.AttributesAsync(await _sqs.CreateQueueAsync()))["QueueArn"];
        await _sqs.RefusedAsync(
            400,
            "InvalidParameterValue",
            "Source queue must be configured as a Dead Letter Queue.",
            "StartMessageMoveTask",
            new JsonObject { ["SourceArn"] = arn });
        await _sqs.RefusedAsync(
            404,
            "ResourceNotFoundException",
            "The resource that you specified for the DestinationArn parameter doesn't exist.",
            "StartMessageMoveTask",
            new JsonObject { ["SourceArn"] = arn, ["DestinationArn"] = arn + "x" });
        await _sqs.RefusedAsync(
            400,
            "InvalidParameterValue",
            "Value for parameter TaskHandle is invalid.",
            "CancelMessageMoveTask",
            new JsonObject { ["TaskHandle"] = "x" });
    }

    [Fact]
    public async Task RedrivePolicy_WhenTheTargetDoesNotAllowIt_IsRefused()
    {
        string dead = await _sqs.CreateQueueAsync(new JsonObject { ["RedriveAllowPolicy"] = """{"redrivePermission":"denyAll"}""" });
        string policy = $$"""{"deadLetterTargetArn":"{{(await _sqs.AttributesAsync(dead))["QueueArn"]}}","maxReceiveCount":3}""";
        string url = await _sqs.CreateQueueAsync();
        await _sqs.RefusedAsync(
            400,
            "InvalidParameterValue",
            $"Value {policy} for parameter RedrivePolicy is invalid. Reason: The dead-letter queue does not allow this queue to be its source.",
            "SetQueueAttributes",
            new JsonObject { ["QueueUrl"] = url, ["Attributes"] = new JsonObject { ["RedrivePolicy"] = policy } });
        string missing = policy.Replace("\"maxReceiveCount", "x\"maxReceiveCount", StringComparison.Ordinal)
            .Replace(",x", ",", StringComparison.Ordinal)
            .Replace(":q", ":nobody", StringComparison.Ordinal);
        await _sqs.RefusedAsync(
            400,
            "InvalidParameterValue",
            $"Value {missing} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.",
            "SetQueueAttributes",
            new JsonObject { ["QueueUrl"] = url, ["Attributes"] = new JsonObject { ["RedrivePolicy"] = missing } });
    }

    [Fact]
    public async Task Permissions_WhenAddedAndRemoved_AreInThePolicy()
    {
        string url = await _sqs.CreateQueueAsync();
        JsonObject add = new()
        {
            ["QueueUrl"] = url,
            ["Label"] = "crosstalk",
            ["AWSAccountIds"] = new JsonArray("123456789012", "668328734555"),
            ["Actions"] = new JsonArray("SendMessage"),
        };
        await _sqs.OkAsync("AddPermission", add);
        JsonElement policy = JsonSerializer.Deserialize<JsonElement>((await _sqs.AttributesAsync(url))["Policy"]);
        JsonElement statement = Assert.Single(policy.GetProperty("Statement").EnumerateArray());
        Assert.Equal("SQS:SendMessage", TestService.Text(statement, "Action"));
        Assert.Equal(2, statement.GetProperty("Principal").GetProperty("AWS").GetArrayLength());
        await _sqs.RefusedAsync(
            400,
            "InvalidParameterValue",
            "Value crosstalk for parameter Label is invalid. Reason: Already exists.",
            "AddPermission",
            add);
        await _sqs.OkAsync("RemovePermission", new JsonObject { ["QueueUrl"] = url, ["Label"] = "crosstalk" });
        Assert.False((await _sqs.AttributesAsync(url)).ContainsKey("Policy"));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"Statement":[],"Statement":[]}""")]
    [InlineData("""{"Statement":[{"Sid":"a","Sid":"a"}]}""")]
    [InlineData("""{"Statement":[{"Sid":"\ud800"}]}""")]
    public async Task Policy_WhenItIsNoProperJson_IsRefused(string policy)
    {
        const string Message = "Invalid value for the parameter Policy.";
        string url = await _sqs.CreateQueueAsync();
        JsonObject attributes = new() { ["Policy"] = policy };
        await _sqs.RefusedAsync(400, "InvalidAttributeValue", Message, "SetQueueAttributes", new JsonObject
        {
            ["QueueUrl"] = url,
            ["Attributes"] = attributes.DeepClone(),
        });
        await _sqs.RefusedAsync(400, "InvalidAttributeValue", Message, "CreateQueue", new JsonObject
        {
            ["QueueName"] = $"q{Guid.NewGuid():N}",
            ["Attributes"] = attributes,
        });
        Assert.False((await _sqs.AttributesAsync(url)).ContainsKey("Policy"));
    }

    [Fact]
    public async Task AddPermission_WhenThePolicyHasOneStatementWithoutAList_KeepsIt()
    {
        string url = await _sqs.CreateQueueAsync(new JsonObject { ["Policy"] = """{"Statement":{"Sid":"mine"}}""" });
        await _sqs.OkAsync("AddPermission", url, """{"Label":"a","AWSAccountIds":["123456789012"],"Actions":["SendMessage"]}""");
        JsonElement policy = JsonSerializer.Deserialize<JsonElement>((await _sqs.AttributesAsync(url))["Policy"]);
        Assert.Equal(["mine", "a"], policy.GetProperty("Statement").EnumerateArray().Select(statement => TestService.Text(statement, "Sid")));
    }

    [Fact]
    public async Task Get_WhenAQueueUrlHasNoAction_IsAnUnknownOperation()
    {
        string url = await _sqs.CreateQueueAsync();
        (int status, XElement xml) = await SqsCaller.ReadXmlAsync(await service.Http.GetAsync(new Uri(url)));
        Assert.Equal((404, "UnknownOperationException"), (status, xml.Name.LocalName));
    }

    [Theory]
    [InlineData("FooBar", 400)]
    [InlineData("CreateQueue", 400)]
    [InlineData("GetQueueAttributes", 200)]
    public async Task Get_WhenAnActionIsAskedOfAQueueUrl_IsAnswered(string action, int expected)
    {
        string url = await _sqs.CreateQueueAsync();
        (int status, XElement xml) = await SqsCaller.ReadXmlAsync(
            await service.Http.GetAsync(new Uri($"{url}?Action={action}&AttributeName.1=All")));
        Assert.Equal(expected, status);
        if (status != 200)
            Assert.Equal($"The action {action} is not valid for this endpoint.", xml.Descendants(Xml + "Message").Single().Value);
    }

    [Fact]
    public async Task Get_WhenTheRootIsAskedWithAnAction_IsACallOfTheQueryProtocol()
    {
        (int status, XElement xml) = await SqsCaller.ReadXmlAsync(
            await service.Http.GetAsync(new Uri("/?Action=ListQueues&QueueNamePrefix=nobody", UriKind.Relative)));
        Assert.Equal((200, "ListQueuesResponse"), (status, xml.Name.LocalName));
        using HttpResponseMessage plain = await service.Http.GetAsync(new Uri("/", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, plain.StatusCode);
    }

    [Theory]
    [InlineData("{", 400)]
    [InlineData("[]", 400)]
    [InlineData("{\"QueueUrl\":7}", 400)]
    public async Task Json_WhenTheBodyIsBroken_IsRefused(string body, int expected)
    {
        (int status, JsonElement answer, _) = await _sqs.JsonAsync("ReceiveMessage", body);
        Assert.Equal(expected, status);
        Assert.EndsWith("SerializationException", TestService.Text(answer, "__type"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_WhenTheActionIsUnknown_IsRefused()
    {
        (int status, JsonElement answer, _) = await _sqs.JsonAsync("FooBar", "{}");
        Assert.Equal(404, status);
        Assert.EndsWith("UnknownOperationException", TestService.Text(answer, "__type"), StringComparison.Ordinal);
    }

    private Task<JsonElement> SetAsync(string url, string name, string value) => _sqs.OkAsync(
        "SetQueueAttributes", new JsonObject { ["QueueUrl"] = url, ["Attributes"] = new JsonObject { [name] = value } });
}
