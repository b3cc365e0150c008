using System.Text.Json;
using System.Text.Json.Nodes;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Sqs;

/// <summary>Queue attributes and creating a queue again, as recorded on AWS, in both protocols.</summary>
public sealed class SqsAttributeTests(TestService service) : IClassFixture<TestService>
{
    [Theory]
    [InlineData("DelaySeconds", "900", "-1", "901", "x", "")]
    [InlineData("MaximumMessageSize", "1024", "1023", "1048577")]
    [InlineData("MessageRetentionPeriod", "60", "59", "1209601")]
    [InlineData("ReceiveMessageWaitTimeSeconds", "20", "-1", "21")]
    [InlineData("VisibilityTimeout", "43200", "-1", "43201", "30.5")]
    [InlineData("KmsDataKeyReusePeriodSeconds", "60", "59", "86401", "")]
    [InlineData("SqsManagedSseEnabled", "false", "perhaps")]
    public async Task Set_WhenTheValueIsOutOfRange_IsRefusedAndElseGivenBack(string name, string fine, params string[] wrong)
    {
        foreach (bool isQuery in (bool[])[false, true])
        {
            SqsCaller sqs = new(service, isQuery);
            string url = await sqs.CreateQueueAsync(name.StartsWith("Kms", StringComparison.Ordinal) ? new JsonObject { ["KmsMasterKeyId"] = "k" } : null);
            await SetAsync(sqs, url, name, fine);
            Assert.Equal(fine, (await sqs.AttributesAsync(url))[name]);
            foreach (string value in wrong)
            {
                await sqs.RefusedAsync(
                    400,
                    "InvalidAttributeValue",
                    $"Invalid value for the parameter {name}.",
                    "SetQueueAttributes",
                    new JsonObject { ["QueueUrl"] = url, ["Attributes"] = new JsonObject { [name] = value } });
            }

            Assert.Equal(fine, (await sqs.AttributesAsync(url))[name]);
        }
    }

    [Theory]
    [InlineData("QueueArn")]
    [InlineData("ApproximateNumberOfMessages")]
    [InlineData("CreatedTimestamp")]
    [InlineData("Nonsense")]
    public async Task Create_WhenAnAttributeCannotBeSet_CreatesNothing(string attribute)
    {
        SqsCaller sqs = new(service);
        string name = $"q{Guid.NewGuid():N}";
        await sqs.RefusedAsync(
            400,
            "InvalidAttributeName",
            $"Unknown Attribute {attribute}.",
            "CreateQueue",
            new JsonObject { ["QueueName"] = name, ["Attributes"] = new JsonObject { [attribute] = "1" } });
        Assert.Equal("{}", (await sqs.OkAsync("ListQueues", new JsonObject { ["QueueNamePrefix"] = name })).ToString());
    }

    [Theory]
    [InlineData("FifoQueue", "false", "Unknown Attribute FifoQueue.")]
    [InlineData("ContentBasedDeduplication", "false", "Unknown Attribute ContentBasedDeduplication.")]
    [InlineData("DeduplicationScope", "queue", "You can specify the DeduplicationScope only when FifoQueue is set to true.")]
    [InlineData("FifoThroughputLimit", "perQueue", "You can specify the FifoThroughputLimit only when FifoQueue is set to true.")]
    public async Task Create_WhenAStandardQueueIsGivenWhatFifoQueuesHave_IsRefused(string attribute, string value, string message)
    {
        SqsCaller sqs = new(service);
        await sqs.RefusedAsync(400, "InvalidAttributeName", message, "CreateQueue", new JsonObject
        {
            ["QueueName"] = $"q{Guid.NewGuid():N}",
            ["Attributes"] = new JsonObject { [attribute] = value },
        });
    }

    [Fact]
    public async Task Set_WhenAFifoQueueIsToldThatItIsOne_ChangesNothing()
    {
        SqsCaller sqs = new(service);
        string url = await sqs.CreateQueueAsync(isFifo: true);
        await SetAsync(sqs, url, "FifoQueue", "true");
        await sqs.RefusedAsync(
            400,
            "InvalidAttributeValue",
            "Invalid value for the parameter FifoThroughputLimit. Reason: perMessageGroupId is valid only when DeduplicationScope is messageGroup.",
            "SetQueueAttributes",
            SqsCaller.Input(url, """{"Attributes":{"FifoThroughputLimit":"perMessageGroupId"}}"""));
        await sqs.OkAsync(
            "SetQueueAttributes", url, """{"Attributes":{"DeduplicationScope":"messageGroup","FifoThroughputLimit":"perMessageGroupId"}}""");
        Assert.Equal("perMessageGroupId", (await sqs.AttributesAsync(url))["FifoThroughputLimit"]);
        await sqs.RefusedAsync(
            400,
            "InvalidAttributeValue",
            "Invalid value for the parameter DeduplicationScope. Reason: queue is valid only when FifoThroughputLimit is perQueue and the queue has one partition.",
            "SetQueueAttributes",
            SqsCaller.Input(url, """{"Attributes":{"DeduplicationScope":"queue"}}"""));
    }

    [Fact]
    public async Task Create_WhenFifoAttributesDoNotGoTogether_NamesThemAsSqsDoes()
    {
        SqsCaller sqs = new(service);
        await sqs.RefusedAsync(
            400,
            "InvalidAttributeValue",
            "Invalid value for the parameter FifoThroughputLimit. Reason: perMessageGroupId is valid only when DeduplicationScope is messageGroup.",
            "CreateQueue",
            new JsonObject
            {
                ["QueueName"] = $"q{Guid.NewGuid():N}.fifo",
                ["Attributes"] = new JsonObject { ["FifoQueue"] = "true", ["FifoThroughputLimit"] = "perMessageGroupId" },
            });
    }

    [Fact]
    public async Task Set_WhenAKeptTextIsTooLong_NamesItsAttribute()
    {
        SqsCaller sqs = new(service);
        await sqs.RefusedAsync(
            400,
            "InvalidAttributeValue",
            "Invalid value for the parameter KmsMasterKeyId.",
            "SetQueueAttributes",
            new JsonObject
            {
                ["QueueUrl"] = await sqs.CreateQueueAsync(),
                ["Attributes"] = new JsonObject { ["KmsMasterKeyId"] = new string('k', 70_000) },
            });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Create_WhenTheQueueIsThere_ComparesOnlyWhatIsGiven(bool isQuery)
    {
        SqsCaller sqs = new(service, isQuery);
        string url = await sqs.CreateQueueAsync(new JsonObject { ["DelaySeconds"] = "1", ["VisibilityTimeout"] = "7" });
        Assert.Equal(url, await CreateAgainAsync(sqs, url, []));
        Assert.Equal(url, await CreateAgainAsync(sqs, url, new JsonObject { ["VisibilityTimeout"] = "7" }));
        await SetAsync(sqs, url, "DelaySeconds", "2");
        Assert.Equal(url, await CreateAgainAsync(sqs, url, new JsonObject { ["DelaySeconds"] = "2" }));
        await sqs.RefusedAsync(
            400,
            "QueueAlreadyExists",
            "A queue already exists with the same name and a different value for attribute DelaySeconds",
            "CreateQueue",
            Again(url, new JsonObject { ["VisibilityTimeout"] = "7", ["DelaySeconds"] = "1" }));
    }

    [Fact]
    public async Task Create_WhenAPolicyIsWrittenInAnotherWay_NamesTheAttributeThatDiffers()
    {
        SqsCaller sqs = new(service);
        string arn = await sqs.ArnAsync(await sqs.CreateQueueAsync());
        string url = await sqs.CreateQueueAsync(new JsonObject
        {
            ["RedrivePolicy"] = $$"""{"deadLetterTargetArn":"{{arn}}","maxReceiveCount":"3"}""",
        });
        string same = $$"""{ "maxReceiveCount": 3, "deadLetterTargetArn": "{{arn}}" }""";
        Assert.Equal(url, await CreateAgainAsync(sqs, url, new JsonObject { ["RedrivePolicy"] = same }));
        await sqs.RefusedAsync(
            400,
            "QueueAlreadyExists",
            "A queue already exists with the same name and a different value for attribute DelaySeconds",
            "CreateQueue",
            Again(url, new JsonObject { ["RedrivePolicy"] = same, ["DelaySeconds"] = "1" }));
    }

    [Fact]
    public async Task Create_WhenManyDoSoAtOnce_AllSucceedWithOneWishAndOneWinsWithMany()
    {
        SqsCaller sqs = new(service);
        string same = $"q{Guid.NewGuid():N}";
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => sqs.OkAsync("CreateQueue", Named(same, "9"))));
        string different = $"q{Guid.NewGuid():N}";
        (int Status, JsonElement Body, System.Net.Http.Headers.HttpResponseHeaders)[] answers = await Task.WhenAll(Enumerable.Range(0, 50)
            .Select(n => sqs.JsonAsync("CreateQueue", Named(different, $"{n}").ToJsonString())));
        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer.Status != 200), answer => Assert.EndsWith("QueueNameExists", TestService.Text(answer.Body, "__type"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Create_WhenTheQueueWasJustDeleted_StartsAnew()
    {
        SqsCaller sqs = new(service);
        string url = await sqs.CreateQueueAsync();
        await sqs.SendAsync(url, "old");
        await sqs.OkAsync("DeleteQueue", url);
        Assert.Equal(url, await CreateAgainAsync(sqs, url, new JsonObject { ["DelaySeconds"] = "0" }));
        Assert.Empty(await sqs.ReceiveAsync(url));
    }

    [Fact]
    public async Task Set_WhenEncryptionIsCleared_ListsNeitherKeyNorPeriod()
    {
        SqsCaller sqs = new(service);
        string url = await sqs.CreateQueueAsync(new JsonObject { ["KmsMasterKeyId"] = "alias/mine", ["KmsDataKeyReusePeriodSeconds"] = "600" });
        await sqs.OkAsync("SetQueueAttributes", url, """{"Attributes":{"KmsMasterKeyId":"","KmsDataKeyReusePeriodSeconds":"300"}}""");
        Dictionary<string, string> attributes = await sqs.AttributesAsync(url);
        Assert.DoesNotContain(attributes.Keys, name => name.StartsWith("Kms", StringComparison.Ordinal));
        await sqs.RefusedAsync(
            400,
            "InvalidAttributeName",
            "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.",
            "SetQueueAttributes",
            SqsCaller.Input(url, """{"Attributes":{"KmsMasterKeyId":"alias/mine","SqsManagedSseEnabled":"true"}}"""));
    }

    /// <summary>Of attributes that mean something only together, one alone is not listed.</summary>
    [Theory]
    [InlineData("""{"KmsDataKeyReusePeriodSeconds":"600"}""", "SqsManagedSseEnabled=true")]
    [InlineData("""{"KmsMasterKeyId":"alias/mine"}""", "KmsDataKeyReusePeriodSeconds=300 KmsMasterKeyId=alias/mine SqsManagedSseEnabled=false")]
    [InlineData("""{"KmsMasterKeyId":"alias/mine","KmsDataKeyReusePeriodSeconds":"600"}""", "KmsDataKeyReusePeriodSeconds=600 KmsMasterKeyId=alias/mine SqsManagedSseEnabled=false")]
    [InlineData("""{"KmsMasterKeyId":"alias/mine","KmsDataKeyReusePeriodSeconds":"600"}|{"KmsMasterKeyId":""}""", "SqsManagedSseEnabled=false")]
    [InlineData("""{"KmsMasterKeyId":"alias/mine","KmsDataKeyReusePeriodSeconds":"600"}|{"KmsMasterKeyId":""}|{"KmsMasterKeyId":"alias/next"}""", "KmsDataKeyReusePeriodSeconds=300 KmsMasterKeyId=alias/next SqsManagedSseEnabled=false")]
    [InlineData("""{"KmsMasterKeyId":"alias/mine","KmsDataKeyReusePeriodSeconds":"600"}|{"SqsManagedSseEnabled":"true"}""", "SqsManagedSseEnabled=true")]
    public async Task Attributes_WhenOneHangsOnAnother_AreListedWithIt(string changes, string expected)
    {
        foreach (bool isQuery in (bool[])[false, true])
        {
            SqsCaller sqs = new(service, isQuery);
            string url = await sqs.CreateQueueAsync();
            foreach (string change in changes.Split('|'))
                await sqs.OkAsync("SetQueueAttributes", url, $$"""{"Attributes":{{change}}}""");
            Assert.Equal(expected, string.Join(' ', (await sqs.AttributesAsync(url))
                .Where(attribute => attribute.Key.StartsWith("Kms", StringComparison.Ordinal) || attribute.Key.StartsWith("SqsManaged", StringComparison.Ordinal))
                .OrderBy(attribute => attribute.Key, StringComparer.Ordinal)
                .Select(attribute => $"{attribute.Key}={attribute.Value}")));
        }
    }

    private static JsonObject Named(string name, string delay) =>
        new() { ["QueueName"] = name, ["Attributes"] = new JsonObject { ["DelaySeconds"] = delay } };

    private static JsonObject Again(string url, JsonObject attributes) =>
        new() { ["QueueName"] = url.Split('/')[^1], ["Attributes"] = attributes };

    private static async Task<string> CreateAgainAsync(SqsCaller sqs, string url, JsonObject attributes) =>
        TestService.Text(await sqs.OkAsync("CreateQueue", Again(url, attributes)), "QueueUrl");

    private static Task<JsonElement> SetAsync(SqsCaller sqs, string url, string name, string value) => sqs.OkAsync(
        "SetQueueAttributes", new JsonObject { ["QueueUrl"] = url, ["Attributes"] = new JsonObject { [name] = value } });
}
