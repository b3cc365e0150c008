using System.Text.Json;
using System.Text.Json.Nodes;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Sqs;

/// <summary>What may be sent, and how it comes back, in both protocols.</summary>
public sealed class SqsSendTests(TestService service) : IClassFixture<TestService>
{
    /// <param name="attributes">Message attributes as JSON, and the digest that AWS gives them.</param>
    [Theory]
    [InlineData("""{"MyAttribute":{"DataType":"String","StringValue":"foobar"}}""", "adb59cd4678ea5a855436b949cd07ab6")]
    [InlineData("""{"attr1":{"DataType":"String","StringValue":"test1"},"attr2":{"DataType":"String","StringValue":"test2"}}""", "81271a12e96d8bd914d42ecf2114c215")]
    [InlineData("""{"a":{"DataType":"String","StringValue":"x"},"b":{"DataType":"Binary","BinaryValue":"AQID"}}""", "aff7372f244d3ebae020d15edb230ef6")]
    [InlineData("""{"timestamp":{"DataType":"Number.java.lang.Long","StringValue":"1493147359900"}}""", "2e2e4876d8e0bd6b8c2c8f556831c349")]
    [InlineData("""{"attr.1øßä":{"DataType":"String","StringValue":"żółć 😀 \r\n"}}""", null)]
    [InlineData("""{"n":{"DataType":"Number","StringValue":"-12345678901234567890123456789012345678"}}""", null)]
    public async Task Send_WhenItHasAttributes_GivesThemBackWithTheDigestOfAws(string attributes, string? digest)
    {
        foreach (bool isQuery in (bool[])[false, true])
        {
            SqsCaller sqs = new(service, isQuery);
            string url = await sqs.CreateQueueAsync();
            JsonElement sent = await sqs.OkAsync(
                "SendMessage", url, $$"""{"MessageBody":"x","MessageAttributes":{{attributes}}}""");
            Assert.Equal(digest ?? TestService.Text(sent, "MD5OfMessageAttributes"), TestService.Text(sent, "MD5OfMessageAttributes"));
            JsonElement message = Assert.Single(await sqs.ReceiveAsync(url));
            Assert.Equal(TestService.Text(sent, "MD5OfMessageAttributes"), TestService.Text(message, "MD5OfMessageAttributes"));
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(attributes), JsonNode.Parse(message.GetProperty("MessageAttributes").ToString())));
        }
    }

    /// <param name="members">Beside body and queue.</param>
    [Theory]
    [InlineData("""{"MessageAttributes":{}}""")]
    [InlineData("""{"DelaySeconds":0}""")]
    [InlineData("""{"MessageGroupId":"tenant-1"}""")]
    public async Task Send_WhenItIsAllowed_Succeeds(string members)
    {
        foreach (bool isQuery in (bool[])[false, true])
        {
            SqsCaller sqs = new(service, isQuery);
            string url = await sqs.CreateQueueAsync(new JsonObject { ["DelaySeconds"] = members.Contains("Delay", StringComparison.Ordinal) ? "900" : "0" });
            JsonObject input = SqsCaller.Input(url, members);
            input["MessageBody"] = "x";
            JsonElement sent = await sqs.OkAsync("SendMessage", input);
            Assert.False(sent.TryGetProperty("SequenceNumber", out _));
            Assert.False(sent.TryGetProperty("MD5OfMessageAttributes", out _));
            Assert.True(Guid.TryParse(TestService.Text(sent, "MessageId"), out _));
            JsonElement attributes = Assert.Single(await sqs.ReceiveAsync(url)).GetProperty("Attributes");
            Assert.Equal(
                members.Contains("Group", StringComparison.Ordinal) ? "tenant-1" : "",
                attributes.TryGetProperty("MessageGroupId", out JsonElement group) ? group.GetString() : "");
        }
    }

    /// <summary>The header stands for the system attribute, of each entry of a batch too; the attribute wins.</summary>
    [Fact]
    public async Task Send_WhenTheTraceIsAHeader_IsThatOfEveryEntry()
    {
        SqsCaller sqs = new(service);
        string url = await sqs.CreateQueueAsync();
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(url))
        {
            Content = new StringContent(
                "Action=SendMessageBatch&SendMessageBatchRequestEntry.1.Id=1&SendMessageBatchRequestEntry.1.MessageBody=a"
                + "&SendMessageBatchRequestEntry.2.Id=2&SendMessageBatchRequestEntry.2.MessageBody=b"
                + "&SendMessageBatchRequestEntry.2.MessageSystemAttribute.1.Name=AWSTraceHeader"
                + "&SendMessageBatchRequestEntry.2.MessageSystemAttribute.1.Value.DataType=String"
                + "&SendMessageBatchRequestEntry.2.MessageSystemAttribute.1.Value.StringValue=Root%3Down",
                System.Text.Encoding.UTF8,
                "application/x-www-form-urlencoded"),
        };
        request.Headers.Add("X-Amzn-Trace-Id", "Root=header");
        (int status, _) = await SqsCaller.ReadXmlAsync(await service.Http.SendAsync(request));
        Assert.Equal(200, status);
        Assert.Equal(
            ["Root=header", "Root=own"],
            (await sqs.ReceiveAsync(url)).Select(message => TestService.Text(message.GetProperty("Attributes"), "AWSTraceHeader")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Receive_WhenNamesAreInBothLists_UnitesThem(bool isQuery)
    {
        SqsCaller sqs = new(service, isQuery);
        string url = await sqs.CreateQueueAsync();
        await sqs.SendAsync(url, "x");
        foreach ((string members, string[] expected) in ((string, string[])[])
        [
            ("""{"AttributeNames":["SenderId"],"MessageSystemAttributeNames":["All"]}""", ["SenderId", "SentTimestamp", "ApproximateReceiveCount", "ApproximateFirstReceiveTimestamp"]),
            ("""{"AttributeNames":["SenderId","SequenceNumber"],"MessageSystemAttributeNames":["SentTimestamp"]}""", ["SenderId", "SentTimestamp"]),
            ("""{"AttributeNames":["SequenceNumber"]}""", []),
        ])
        {
            JsonObject input = SqsCaller.Input(url, members);
            input["VisibilityTimeout"] = 0;
            JsonElement message = (await sqs.OkAsync("ReceiveMessage", input)).GetProperty("Messages")[0];
            Assert.Equal(
                expected.Order(StringComparer.Ordinal),
                message.TryGetProperty("Attributes", out JsonElement attributes)
                    ? attributes.EnumerateObject().Select(attribute => attribute.Name).Order(StringComparer.Ordinal) : []);
        }
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(1_048_576)]
    public async Task Send_WhenTheSizeIsAtTheLimit_IsStored(int limit)
    {
        SqsCaller sqs = new(service);
        string url = await sqs.CreateQueueAsync(new JsonObject { ["MaximumMessageSize"] = $"{limit}" });

        // Name, data type and value of attributes count; a trace header does not.
        string attribute = """{"DataType":"String","StringValue":"v"}""";
        string body = new('a', limit - "a".Length - "String".Length - "v".Length);
        JsonObject input = SqsCaller.Input(url, $$$$"""
            {"MessageAttributes":{"a":{{{{attribute}}}}},
            "MessageSystemAttributes":{"AWSTraceHeader":{"DataType":"String","StringValue":"Root=1"}}}
            """);
        input["MessageBody"] = body;
        await sqs.OkAsync("SendMessage", input);
        Assert.Equal([body], await sqs.BodiesAsync(url));
        input["MessageBody"] = body + "a";
        await sqs.RefusedAsync(
            400,
            "InvalidParameterValue",
            $"One or more parameters are invalid. Reason: Message must be shorter than {limit} bytes.",
            "SendMessage",
            input);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SendBatch_WhenOneIsTooLongForTheQueue_FailsInWordsOfItsOwn(bool isQuery)
    {
        SqsCaller sqs = new(service, isQuery);
        string url = await sqs.CreateQueueAsync(new JsonObject { ["MaximumMessageSize"] = "1024" });
        JsonElement answer = await sqs.OkAsync("SendMessageBatch", url, $$"""
            {"Entries":[{"Id":"a","MessageBody":"{{new string('a', 1025)}}"},{"Id":"b","MessageBody":"fine"}]}
            """);
        Assert.Equal("b", TestService.Text(answer.GetProperty("Successful")[0], "Id"));
        Assert.Equal(
            "One or more parameters cannot be validated. Reason: Message must be shorter than 1024 bytes.",
            TestService.Text(answer.GetProperty("Failed")[0], "Message"));
        JsonElement empty = await sqs.OkAsync("SendMessageBatch", url, """{"Entries":[{"Id":"a","MessageBody":""}]}""");
        Assert.False(empty.TryGetProperty("Successful", out _));
        Assert.Equal(
            ("EmptyValue", "No Value Found for SendMessageBatchRequestEntry.1.MessageBody."),
            (TestService.Text(empty.GetProperty("Failed")[0], "Code"), TestService.Text(empty.GetProperty("Failed")[0], "Message")));
    }

    /// <summary>One entry above the limit of all queues ends the batch, and nothing is sent.</summary>
    [Theory]
    [InlineData(1_048_577)]
    [InlineData(1_048_573, 4)]
    public async Task SendBatch_WhenItIsTooLong_SendsNothing(params int[] lengths)
    {
        SqsCaller sqs = new(service);
        string url = await sqs.CreateQueueAsync();
        await sqs.RefusedAsync(
            400,
            "AWS.SimpleQueueService.BatchRequestTooLong",
            "Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.",
            "SendMessageBatch",
            new JsonObject
            {
                ["QueueUrl"] = url,
                ["Entries"] = new JsonArray([.. lengths.Select((length, n) => new JsonObject { ["Id"] = $"{n}", ["MessageBody"] = new string('a', length) })]),
            });
        Assert.Equal("0", (await sqs.AttributesAsync(url))["ApproximateNumberOfMessages"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Purge_WhenMessagesAreVisibleHiddenAndDelayed_TakesThemAll(bool isQuery)
    {
        SqsCaller sqs = new(service, isQuery);
        string url = await sqs.CreateQueueAsync();
        await sqs.SendAsync(url, "held");
        JsonElement held = Assert.Single(await sqs.ReceiveAsync(url));
        await sqs.SendAsync(url, "visible");
        await sqs.OkAsync("SendMessage", url, """{"MessageBody":"late","DelaySeconds":900}""");
        string modified = await ModifiedAsync(url);
        await sqs.OkAsync("PurgeQueue", url);
        Assert.Equal(modified, await ModifiedAsync(url));
        Assert.Equal(
            ["0", "0", "0"],
            (await sqs.AttributesAsync(url)).Where(attribute => attribute.Key.StartsWith("Approximate", StringComparison.Ordinal)).Select(attribute => attribute.Value));
        await sqs.DeleteAsync(url, held);

        // The timestamp of SQS has only seconds.
        async Task<string> ModifiedAsync(string url) =>
            TestService.Text(await service.OkAsync("GET", $"/v1/queues/{url.Split('/')[^1]}"), "modifiedAt");
    }
}
