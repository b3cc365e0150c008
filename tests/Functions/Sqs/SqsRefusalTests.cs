using System.Text.Json.Nodes;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Sqs;

/// <summary>Every refusal in the words of AWS, in both protocols.</summary>
public class SqsRefusalTests(TestService service) : IClassFixture<TestService>
{
    private const string NotAllowed = "The request include parameter that is not valid for this queue type";

    private readonly SqsCaller _sqs = new(service);

    /// <param name="input">Members beside <c>QueueUrl</c>.</param>
    [Theory]
    [InlineData("MissingParameter", "The request must contain the parameter MessageBody.", "SendMessage", "{}")]
    [InlineData("MissingParameter", "The request must contain the parameter MessageBody.", "SendMessage", """{"MessageBody":""}""")]
    [InlineData("InvalidParameterValue", "Value 1000 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.", "SendMessage", """{"MessageBody":"x","DelaySeconds":1000}""")]
    [InlineData("InvalidParameterValue", "Value -1 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.", "SendMessage", """{"MessageBody":"x","DelaySeconds":-1}""")]
    [InlineData("InvalidParameterValue", "Value d for parameter MessageDeduplicationId is invalid. Reason: " + NotAllowed, "SendMessage", """{"MessageBody":"x","MessageDeduplicationId":"d"}""")]
    [InlineData("InvalidParameterValue", "Value a b for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.", "SendMessage", """{"MessageBody":"x","MessageGroupId":"a b"}""")]
    [InlineData("InvalidMessageContents", "Invalid binary character '#xFFFF' was found in the message body, the set of allowed characters is #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]", "SendMessage", """{"MessageBody":"a\uFFFF"}""")]
    [InlineData("InvalidParameterValue", "Message (user) attribute 'e' must contain a non-empty value of type 'String'.", "SendMessage", """{"MessageBody":"x","MessageAttributes":{"e":{"DataType":"String","StringValue":""}}}""")]
    [InlineData("InvalidParameterValue", "The type of message (user) attribute 'x' is invalid. You must use only the following supported type prefixes: Binary, Number, String.", "SendMessage", """{"MessageBody":"x","MessageAttributes":{"x":{"DataType":"Wrong","StringValue":"v"}}}""")]
    [InlineData("InvalidParameterValue", "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.", "ReceiveMessage", """{"MaxNumberOfMessages":11}""")]
    [InlineData("InvalidParameterValue", "Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.", "ReceiveMessage", """{"WaitTimeSeconds":21}""")]
    [InlineData("InvalidParameterValue", "Value 43201 for parameter VisibilityTimeout is invalid. Reason: Must be >= 0 and <= 43200, if provided.", "ReceiveMessage", """{"VisibilityTimeout":43201}""")]
    [InlineData("InvalidAttributeName", "Unknown Attribute Foobar.", "GetQueueAttributes", """{"AttributeNames":["Foobar"]}""")]
    [InlineData("InvalidAttributeName", "Unknown Attribute Foobar.", "SetQueueAttributes", """{"Attributes":{"Foobar":"1"}}""")]
    [InlineData("InvalidAttributeName", "Unknown Attribute FifoQueue.", "SetQueueAttributes", """{"Attributes":{"FifoQueue":"false"}}""")]
    [InlineData("InvalidAttributeName", "You can specify the DeduplicationScope only when FifoQueue is set to true.", "SetQueueAttributes", """{"Attributes":{"DeduplicationScope":"queue"}}""")]
    [InlineData("InvalidAttributeValue", "Invalid value for the parameter DelaySeconds.", "SetQueueAttributes", """{"Attributes":{"DelaySeconds":"901"}}""")]
    [InlineData("InvalidAttributeValue", "Invalid value for the parameter VisibilityTimeout.", "SetQueueAttributes", """{"Attributes":{"VisibilityTimeout":"soon"}}""")]
    [InlineData("AWS.SimpleQueueService.EmptyBatchRequest", "There should be at least one SendMessageBatchRequestEntry in the request.", "SendMessageBatch", """{"Entries":[]}""")]
    [InlineData("AWS.SimpleQueueService.InvalidBatchEntryId", "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.", "SendMessageBatch", """{"Entries":[{"Id":"a b","MessageBody":"x"}]}""")]
    [InlineData("AWS.SimpleQueueService.BatchEntryIdsNotDistinct", "Id a repeated.", "DeleteMessageBatch", """{"Entries":[{"Id":"a","ReceiptHandle":"x"},{"Id":"a","ReceiptHandle":"y"}]}""")]
    [InlineData("InvalidParameterValue", "Tag keys must be between 1 and 128 characters in length.", "TagQueue", """{"Tags":{"":"v"}}""")]
    [InlineData("InvalidParameterValue", "Value l for parameter Label is invalid. Reason: can't find label.", "RemovePermission", """{"Label":"l"}""")]
    [InlineData("InvalidParameterValue", "Value 50000 for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be an integer between 0 and 43200.", "ChangeMessageVisibility", """{"ReceiptHandle":"x","VisibilityTimeout":50000}""")]
    public async Task Call_WhenSomethingIsWrong_IsRefusedAsByAws(string code, string message, string action, string input)
    {
        string url = await _sqs.CreateQueueAsync();
        await _sqs.RefusedAsync(400, code, message, action, With(url, input));
    }

    [Theory]
    [InlineData("MissingParameter", "The request must contain the parameter MessageGroupId.", "SendMessage", """{"MessageBody":"x"}""")]
    [InlineData("InvalidParameterValue", "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly", "SendMessage", """{"MessageBody":"x","MessageGroupId":"g"}""")]
    [InlineData("InvalidParameterValue", "The request must contain the parameter MessageGroupId.", "SendMessageBatch", """{"Entries":[{"Id":"a","MessageBody":"x"}]}""")]
    [InlineData("InvalidParameterValue", "Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.", "SendMessage", """{"MessageBody":"x","MessageGroupId":"g","MessageDeduplicationId":"d","DelaySeconds":2}""")]
    [InlineData("InvalidAttributeValue", "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.", "SetQueueAttributes", """{"Attributes":{"FifoQueue":"false"}}""")]
    public async Task Call_WhenItDoesNotFitAFifoQueue_IsRefusedAsByAws(
        string code, string message, string action, string input)
    {
        string url = await _sqs.CreateQueueAsync(isFifo: true);
        await _sqs.RefusedAsync(400, code, message, action, With(url, input));
    }

    [Theory]
    [InlineData("bad name", "{}", "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length")]
    [InlineData("name.fifo", "{}", "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length")]
    [InlineData("name", """{"FifoQueue":"true"}""", "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length")]
    public Task CreateQueue_WhenTheNameIsWrong_IsRefusedAsByAws(string name, string attributes, string message) =>
        _sqs.RefusedAsync(400, "InvalidParameterValue", message, "CreateQueue", new JsonObject
        {
            ["QueueName"] = name,
            ["Attributes"] = JsonNode.Parse(attributes),
        });

    [Fact]
    public async Task CreateQueue_WhenAnAttributeDiffers_NamesIt()
    {
        string url = await _sqs.CreateQueueAsync();
        JsonObject again = new()
        {
            ["QueueName"] = url.Split('/')[^1],
            ["Attributes"] = new JsonObject { ["VisibilityTimeout"] = "30", ["DelaySeconds"] = "7" },
        };
        await _sqs.RefusedAsync(
            400,
            "QueueAlreadyExists",
            "A queue already exists with the same name and a different value for attribute DelaySeconds",
            "CreateQueue",
            again);
        again["Attributes"] = new JsonObject { ["VisibilityTimeout"] = "30" };
        Assert.Equal(url, (await _sqs.OkAsync("CreateQueue", again)).GetProperty("QueueUrl").GetString());
    }

    [Fact]
    public async Task Call_WhenTheQueueIsUnknown_SaysSoBeforeAllElse()
    {
        JsonObject input = new() { ["QueueUrl"] = "http://elsewhere/000000000000/nobody", ["ReceiptHandle"] = "garbage" };
        (int status, System.Text.Json.JsonElement body, _) = await _sqs.JsonAsync("DeleteMessage", input.ToJsonString());
        Assert.Equal((400, "The specified queue does not exist."), (status, body.GetProperty("message").GetString()));
        (status, System.Xml.Linq.XElement xml) = await _sqs.QueryAsync("DeleteMessage", input);
        Assert.Equal(400, status);
        Assert.Contains("does not exist for this wsdl version.", xml.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_WhenAMessageIsTooLong_IsRefusedAsByAws()
    {
        string url = await _sqs.CreateQueueAsync(new JsonObject { ["MaximumMessageSize"] = "1024" });
        await _sqs.SendAsync(url, new string('a', 1024));
        await _sqs.RefusedAsync(
            400,
            "InvalidParameterValue",
            "One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.",
            "SendMessage",
            new JsonObject { ["QueueUrl"] = url, ["MessageBody"] = new string('a', 1025) });
    }

    [Fact]
    public async Task SendBatch_WhenItIsTooLong_IsRefusedAsByAws()
    {
        string url = await _sqs.CreateQueueAsync();
        string body = new('a', 600_000);
        await _sqs.RefusedAsync(
            400,
            "AWS.SimpleQueueService.BatchRequestTooLong",
            "Batch requests cannot be longer than 1048576 bytes. You have sent 1200000 bytes.",
            "SendMessageBatch",
            With(url, $$"""{"Entries":[{"Id":"a","MessageBody":"{{body}}"},{"Id":"b","MessageBody":"{{body}}"}]}"""));
        Assert.Equal("0", (await _sqs.AttributesAsync(url))["ApproximateNumberOfMessages"]);
    }

    [Fact]
    public async Task Delete_WhenTheHandleIsGarbage_Answers404()
    {
        string url = await _sqs.CreateQueueAsync();
        await _sqs.RefusedAsync(
            404,
            "ReceiptHandleIsInvalid",
            "The input receipt handle \"garbage\" is not a valid receipt handle.",
            "DeleteMessage",
            new JsonObject { ["QueueUrl"] = url, ["ReceiptHandle"] = "garbage" });
    }

    [Fact]
    public async Task Purge_WhenTheLastOneWasJustNow_Answers403()
    {
        string url = await _sqs.CreateQueueAsync();
        await _sqs.SendAsync(url, "x");
        await _sqs.OkAsync("PurgeQueue", new JsonObject { ["QueueUrl"] = url });
        Assert.Empty(await _sqs.ReceiveAsync(url));
        await _sqs.RefusedAsync(
            403,
            "AWS.SimpleQueueService.PurgeQueueInProgress",
            $"Only one PurgeQueue operation on {url.Split('/')[^1]} is allowed every 60 seconds.",
            "PurgeQueue",
            new JsonObject { ["QueueUrl"] = url });
    }

    private static JsonObject With(string url, string input)
    {
        JsonObject members = JsonNode.Parse(input)!.AsObject();
        members["QueueUrl"] = url;
        return members;
    }
}
