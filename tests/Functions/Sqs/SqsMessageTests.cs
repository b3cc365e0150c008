using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Sqs;

/// <summary>Messages through the SQS endpoint, and between it and REST.</summary>
public class SqsMessageTests(TestService service) : IClassFixture<TestService>
{
    private static readonly XNamespace Xml = "http://queue.amazonaws.com/doc/2012-11-05/";

    private readonly SqsCaller _sqs = new(service);

    [Fact]
    public async Task Send_WhenItHasAttributes_IsReceivedWithThemAndTheirDigests()
    {
        string url = await _sqs.CreateQueueAsync();
        JsonElement sent = await _sqs.OkAsync("SendMessage", new JsonObject
        {
            ["QueueUrl"] = url,
            ["MessageBody"] = "Hello World!",
            ["MessageAttributes"] = JsonNode.Parse("""
                {"Help.Me":{"DataType":"String","StringValue":"Me"},"Hello":{"DataType":"String","StringValue":"There"},
                "General":{"DataType":"String","StringValue":"Kenobi"}}
                """),
        });
        Assert.Equal("ed076287532e86365e841e92bfc50d8c", Text(sent, "MD5OfMessageBody"));
        Assert.Equal("4c360f3fdafd970e05fae2f149d997f5", Text(sent, "MD5OfMessageAttributes"));
        Assert.False(sent.TryGetProperty("SequenceNumber", out _));
        JsonElement message = Assert.Single(await _sqs.ReceiveAsync(url));
        Assert.Equal(Text(sent, "MessageId"), Text(message, "MessageId"));
        Assert.Equal("4c360f3fdafd970e05fae2f149d997f5", Text(message, "MD5OfMessageAttributes"));
        Assert.Equal("There", Text(message.GetProperty("MessageAttributes").GetProperty("Hello"), "StringValue"));
        Assert.Equal(
            ["SenderId", "SentTimestamp", "ApproximateReceiveCount", "ApproximateFirstReceiveTimestamp"],
            message.GetProperty("Attributes").EnumerateObject().Select(attribute => attribute.Name));
    }

    [Theory]
    [InlineData("Hel.*", "83fee93c1bcd8b9a5a923ffacdc636c7")]
    [InlineData("Hello", "a311262e065454b75da111d535b8dacd")]
    [InlineData("*", "4c360f3fdafd970e05fae2f149d997f5")]
    [InlineData("Help", null)]
    [InlineData("AWS.", null)]
    public async Task Receive_WhenSomeAttributesAreAskedFor_GivesThoseAndTheirDigest(string name, string? digest)
    {
        string url = await _sqs.CreateQueueAsync();
        await _sqs.OkAsync("SendMessage", new JsonObject
        {
            ["QueueUrl"] = url,
            ["MessageBody"] = "x",
            ["MessageAttributes"] = JsonNode.Parse("""
                {"Help.Me":{"DataType":"String","StringValue":"Me"},"Hello":{"DataType":"String","StringValue":"There"},
                "General":{"DataType":"String","StringValue":"Kenobi"}}
                """),
        });
        JsonElement answer = await _sqs.OkAsync("ReceiveMessage", new JsonObject
        {
            ["QueueUrl"] = url,
            ["MessageAttributeNames"] = new JsonArray(name),
        });
        JsonElement message = answer.GetProperty("Messages")[0];
        Assert.Equal(digest, message.TryGetProperty("MD5OfMessageAttributes", out JsonElement found) ? found.GetString() : null);
        Assert.False(message.TryGetProperty("Attributes", out _));
    }

    [Fact]
    public async Task Receive_WhenThereIsNothing_LeavesTheListOut()
    {
        string url = await _sqs.CreateQueueAsync();
        JsonElement answer = await _sqs.OkAsync("ReceiveMessage", new JsonObject { ["QueueUrl"] = url });
        Assert.Empty(answer.EnumerateObject());
        (int status, XElement xml) = await _sqs.QueryAsync("ReceiveMessage", new JsonObject { ["QueueUrl"] = url });
        Assert.Equal(200, status);
        Assert.True(xml.Element(Xml + "ReceiveMessageResult")!.IsEmpty);
        Assert.NotNull(xml.Element(Xml + "ResponseMetadata")!.Element(Xml + "RequestId"));
    }

    [Fact]
    public async Task SendBatch_WhenSomeEntriesAreWrong_StoresTheOthers()
    {
        string url = await _sqs.CreateQueueAsync();
        JsonElement answer = await _sqs.OkAsync("SendMessageBatch", new JsonObject
        {
            ["QueueUrl"] = url,
            ["Entries"] = new JsonArray(
                new JsonObject { ["Id"] = "1", ["MessageBody"] = "" },
                new JsonObject { ["Id"] = "2", ["MessageBody"] = "a\u0001" },
                new JsonObject { ["Id"] = "3", ["MessageBody"] = "fine" },
                new JsonObject { ["Id"] = "4", ["MessageBody"] = "x", ["DelaySeconds"] = 1800 }),
        });
        Assert.Equal(["3"], answer.GetProperty("Successful").EnumerateArray().Select(entry => Text(entry, "Id")));
        Assert.Equal(
            ["1 EmptyValue", "2 InvalidMessageContents", "4 InvalidParameterValue"],
            answer.GetProperty("Failed").EnumerateArray().Select(entry => $"{Text(entry, "Id")} {Text(entry, "Code")}"));
        Assert.Equal("fine", Text(Assert.Single(await _sqs.ReceiveAsync(url)), "Body"));
    }

    [Theory]
    [InlineData("a\r\nb\tc & <d> \"e\" 😀")]
    [InlineData("{\"json\": [1, 2]}")]
    [InlineData("plus + and % and = and &amp;")]
    public async Task Query_WhenABodyHasMarkup_KeepsEveryCharacter(string body)
    {
        string url = await _sqs.CreateQueueAsync();
        (int status, _) = await _sqs.QueryAsync(
            "SendMessage", new JsonObject { ["QueueUrl"] = url, ["MessageBody"] = body });
        Assert.Equal(200, status);
        (_, XElement xml) = await _sqs.QueryAsync("ReceiveMessage", new JsonObject { ["QueueUrl"] = url });
        Assert.Equal(body, xml.Descendants(Xml + "Body").Single().Value);
    }

    /// <param name="json">A JSON string as it goes over the wire.</param>
    [Theory]
    [InlineData("\"plain ASCII\"", "plain ASCII")]
    [InlineData("\"żółć 😀 \uFFFD\"", "żółć 😀 \uFFFD")]
    [InlineData("\"\\u0061\\r\\n\\\"\\\\\\ud83d\\ude00\"", "a\r\n\"\\😀")]
    public async Task Json_WhenABodyIsEscapedOrNot_KeepsEveryCharacter(string json, string body)
    {
        string url = await _sqs.CreateQueueAsync();
        (int status, JsonElement sent, _) = await _sqs.JsonAsync(
            "SendMessage", $"{{\"QueueUrl\":\"{url}\",\"MessageBody\":{json}}}");
        Assert.Equal((200, Digest(body)), (status, Text(sent, "MD5OfMessageBody")));
        JsonElement message = Assert.Single(await _sqs.ReceiveAsync(url));
        Assert.Equal((body, Digest(body)), (Text(message, "Body"), Text(message, "MD5OfBody")));
    }

    [Theory]
    [InlineData("\"a\uFFFFb\"", "InvalidMessageContents")]
    [InlineData("\"a\\u0000b\"", "InvalidMessageContents")]
    [InlineData("\"a\\ud800b\"", "SerializationException")]
    public async Task Json_WhenABodyHasNoCharacters_IsRefused(string json, string type)
    {
        string url = await _sqs.CreateQueueAsync();
        (int status, JsonElement answer, _) = await _sqs.JsonAsync(
            "SendMessage", $"{{\"QueueUrl\":\"{url}\",\"MessageBody\":{json}}}");
        Assert.Equal(400, status);
        Assert.EndsWith(type, Text(answer, "__type"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receive_WhenRestSentTheMessage_HasBodyAndAttributes()
    {
        string url = await _sqs.CreateQueueAsync();
        string path = $"/v1/queues/{url.Split('/')[^1]}";
        await service.SendAsync(path, """{"body":"from REST","attributes":{"colour":"red","size":12.50}}""");
        JsonElement message = Assert.Single(await _sqs.ReceiveAsync(url));
        Assert.Equal("from REST", Text(message, "Body"));
        JsonElement attributes = message.GetProperty("MessageAttributes");
        Assert.Equal(("String", "red"), Attribute(attributes, "colour"));
        Assert.Equal(("Number", "12.50"), Attribute(attributes, "size"));
    }

    [Fact]
    public async Task RestReceive_WhenSqsSentTheMessage_HasBodyAndAttributes()
    {
        string url = await _sqs.CreateQueueAsync();
        await _sqs.OkAsync("SendMessage", new JsonObject
        {
            ["QueueUrl"] = url,
            ["MessageBody"] = "from SQS",
            ["MessageAttributes"] = JsonNode.Parse("""{"n":{"DataType":"Number.int","StringValue":"4"},"b":{"DataType":"Binary","BinaryValue":"AQID"}}"""),
        });
        JsonElement message = Assert.Single(await service.ReceiveAsync($"/v1/queues/{url.Split('/')[^1]}"));
        Assert.Equal("from SQS", Text(message, "body"));
        Assert.Equal(4, message.GetProperty("attributes").GetProperty("n").GetInt32());
        Assert.Equal("AQID", Text(message.GetProperty("attributes").GetProperty("b"), "base64"));
    }

    [Fact]
    public async Task Delete_WhenTheHandleIsOfAnEarlierReceive_RemovesTheMessage()
    {
        string url = await _sqs.CreateQueueAsync();
        await _sqs.SendAsync(url, "x");
        string first = Text(Assert.Single(await _sqs.ReceiveAsync(url, visibilityTimeout: 0)), "ReceiptHandle");
        string second = Text(Assert.Single(await _sqs.ReceiveAsync(url, visibilityTimeout: 30)), "ReceiptHandle");
        Assert.NotEqual(first, second);
        await DeleteAsync(url, first);
        await DeleteAsync(url, first);
        await DeleteAsync(url, second);
        Assert.Equal("0", (await _sqs.AttributesAsync(url))["ApproximateNumberOfMessagesNotVisible"]);
        await _sqs.RefusedAsync(
            400,
            "InvalidParameterValue",
            $"Value {second} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.",
            "ChangeMessageVisibility",
            new JsonObject { ["QueueUrl"] = url, ["ReceiptHandle"] = second, ["VisibilityTimeout"] = 5 });
    }

    [Fact]
    public async Task ChangeVisibility_WhenTheTimeoutHasRunOut_HidesTheMessageAgain()
    {
        string url = await _sqs.CreateQueueAsync();
        await _sqs.SendAsync(url, "x");
        string handle = Text(Assert.Single(await _sqs.ReceiveAsync(url, visibilityTimeout: 0)), "ReceiptHandle");
        await ChangeAsync(url, handle, 30);
        Assert.Empty(await _sqs.ReceiveAsync(url));
        await ChangeAsync(url, handle, 0);
        Assert.Equal("2", Text(Assert.Single(await _sqs.ReceiveAsync(url)).GetProperty("Attributes"), "ApproximateReceiveCount"));
    }

    [Fact]
    public async Task Receive_WhenAMessageComesWhileWaiting_GivesItAtOnce()
    {
        string url = await _sqs.CreateQueueAsync();
        Task<JsonElement[]> waiting = _sqs.ReceiveAsync(url, wait: 20);
        await _sqs.SendAsync(url, "x");
        Assert.Equal("x", Text(Assert.Single(await waiting), "Body"));
    }

    [Fact]
    public async Task Fifo_WhenAMessageIsInFlight_BlocksItsGroup()
    {
        string url = await _sqs.CreateQueueAsync(isFifo: true);
        foreach (string id in (string[])["a", "b"])
            await _sqs.SendAsync(url, id, "g", id);
        JsonElement again = await _sqs.SendAsync(url, "other body", "g", "a");
        Assert.Equal(Digest("other body"), Text(again, "MD5OfMessageBody"));
        JsonElement[] both = await _sqs.ReceiveAsync(url);
        Assert.Equal(["a", "b"], both.Select(message => Text(message, "Body")));
        Assert.True(Sequence(both[0]) < Sequence(both[1]));
        Assert.Equal("g", Text(both[0].GetProperty("Attributes"), "MessageGroupId"));
        await _sqs.SendAsync(url, "c", "g", "c");
        await DeleteAsync(url, Text(both[0], "ReceiptHandle"));
        Assert.Empty(await _sqs.ReceiveAsync(url));
        await DeleteAsync(url, Text(both[1], "ReceiptHandle"));
        Assert.Equal("c", Text(Assert.Single(await _sqs.ReceiveAsync(url)), "Body"));
    }

    [Fact]
    public async Task Fifo_WhenTheTimeoutHasRunOut_TheHandleHasExpired()
    {
        string url = await _sqs.CreateQueueAsync(isFifo: true);
        await _sqs.SendAsync(url, "a", "g", "a");
        string handle = Text(Assert.Single(await _sqs.ReceiveAsync(url, visibilityTimeout: 0)), "ReceiptHandle");
        await _sqs.RefusedAsync(
            400,
            "InvalidParameterValue",
            $"Value {handle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.",
            "DeleteMessage",
            new JsonObject { ["QueueUrl"] = url, ["ReceiptHandle"] = handle });
    }

    [Fact]
    public async Task Send_WhenATraceHeaderIsGiven_ComesBackAsASystemAttribute()
    {
        const string Trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
        string url = await _sqs.CreateQueueAsync();
        JsonElement sent = await _sqs.OkAsync("SendMessage", new JsonObject
        {
            ["QueueUrl"] = url,
            ["MessageBody"] = "x",
            ["MessageSystemAttributes"] = new JsonObject
            {
                ["AWSTraceHeader"] = new JsonObject { ["DataType"] = "String", ["StringValue"] = Trace },
            },
        });
        Assert.Equal("5ae4d5d7636402d80f4eb6d213245a88", Text(sent, "MD5OfMessageSystemAttributes"));
        Assert.False(sent.TryGetProperty("MD5OfMessageAttributes", out _));
        JsonElement message = Assert.Single(await _sqs.ReceiveAsync(url));
        Assert.Equal(Trace, Text(message.GetProperty("Attributes"), "AWSTraceHeader"));
        Assert.False(message.TryGetProperty("MessageAttributes", out _));
    }

    private static string Text(JsonElement element, string member) => TestService.Text(element, member);

    private static long Sequence(JsonElement message) =>
        long.Parse(Text(message.GetProperty("Attributes"), "SequenceNumber"), CultureInfo.InvariantCulture);

    private static string Digest(string body) =>
        QueueService.Functions.Sqs.Digests.Md5Digest.Of(System.Text.Encoding.UTF8.GetBytes(body)).ToString();

    private static (string Type, string Value) Attribute(JsonElement attributes, string name) =>
        (Text(attributes.GetProperty(name), "DataType"), Text(attributes.GetProperty(name), "StringValue"));

    private Task<JsonElement> DeleteAsync(string url, string handle) =>
        _sqs.OkAsync("DeleteMessage", new JsonObject { ["QueueUrl"] = url, ["ReceiptHandle"] = handle });

    private Task<JsonElement> ChangeAsync(string url, string handle, int seconds) => _sqs.OkAsync(
        "ChangeMessageVisibility",
        new JsonObject { ["QueueUrl"] = url, ["ReceiptHandle"] = handle, ["VisibilityTimeout"] = seconds });
}
