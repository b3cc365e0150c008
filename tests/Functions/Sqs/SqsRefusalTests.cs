using System.Text.Json.Nodes;
using QueueService.Functions.Sqs.Wire;
using QueueService.Tests.Functions.Http;
using JsonNode = System.Text.Json.Nodes.JsonNode;

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
    [InlineData("InvalidParameterValue", "Invalid binary character '#x1' was found in the message attribute 'a' value, the set of allowed characters is #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]", "SendMessage", """{"MessageBody":"x","MessageAttributes":{"a":{"DataType":"String","StringValue":"v\u0001"}}}""")]
    [InlineData("InvalidMessageContents", "Invalid binary character '#x0' was found in the message body, the set of allowed characters is #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]", "SendMessage", """{"MessageBody":"\u0000"}""")]
    [InlineData("InvalidMessageContents", "Invalid binary character '#x1F' was found in the message body, the set of allowed characters is #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]", "SendMessage", """{"MessageBody":"żółć\u001F"}""")]
    [InlineData("InvalidMessageContents", "Invalid binary character '#xFFFE' was found in the message body, the set of allowed characters is #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]", "SendMessage", """{"MessageBody":"\uFFFE"}""")]
    [InlineData("InvalidParameterValue", "Number of message attributes [11] exceeds the allowed maximum [10].", "SendMessage", """{"MessageBody":"x","MessageAttributes":{"a0":{"DataType":"String","StringValue":"v"},"a1":{"DataType":"String","StringValue":"v"},"a2":{"DataType":"String","StringValue":"v"},"a3":{"DataType":"String","StringValue":"v"},"a4":{"DataType":"String","StringValue":"v"},"a5":{"DataType":"String","StringValue":"v"},"a6":{"DataType":"String","StringValue":"v"},"a7":{"DataType":"String","StringValue":"v"},"a8":{"DataType":"String","StringValue":"v"},"a9":{"DataType":"String","StringValue":"v"},"a10":{"DataType":"String","StringValue":"v"}}}""")]
    [InlineData("InvalidParameterValue", "Can't cast the value of message (user) attribute 'n' to a number.", "SendMessage", """{"MessageBody":"x","MessageAttributes":{"n":{"DataType":"Number","StringValue":"x"}}}""")]
    [InlineData("InvalidParameterValue", "The message attribute 'n' must contain non-empty message attribute type.", "SendMessage", """{"MessageBody":"x","MessageAttributes":{"n":{"DataType":"","StringValue":"x"}}}""")]
    [InlineData("InvalidParameterValue", "Message (user) attribute 'n' must contain a non-empty value of type 'Binary'.", "SendMessage", """{"MessageBody":"x","MessageAttributes":{"n":{"DataType":"Binary.png","StringValue":"x"}}}""")]
    [InlineData("InvalidParameterValue", "Message system attribute 'Other' is invalid.", "SendMessage", """{"MessageBody":"x","MessageSystemAttributes":{"Other":{"DataType":"String","StringValue":"x"}}}""")]
    [InlineData("InvalidParameterValue", "Message system attribute 'AWSTraceHeader' is invalid.", "SendMessage", """{"MessageBody":"x","MessageSystemAttributes":{"AWSTraceHeader":{"DataType":"Number","StringValue":"1"}}}""")]
    [InlineData("InvalidParameterValue", "Value  for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.", "SendMessage", """{"MessageBody":"x","MessageGroupId":""}""")]
    [InlineData("InvalidParameterValue", "Value 0 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.", "ReceiveMessage", """{"MaxNumberOfMessages":0}""")]
    [InlineData("InvalidParameterValue", "Value -1 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.", "ReceiveMessage", """{"WaitTimeSeconds":-1}""")]
    [InlineData("InvalidParameterValue", "Value a b for parameter ReceiveRequestAttemptId is invalid. Reason: ReceiveRequestAttemptId can only include alphanumeric and punctuation characters. 1 to 128 in length.", "ReceiveMessage", """{"ReceiveRequestAttemptId":"a b"}""")]
    [InlineData("InvalidAttributeName", "Unknown Attribute Nonsense.", "ReceiveMessage", """{"MessageSystemAttributeNames":["Nonsense"]}""")]
    [InlineData("AWS.SimpleQueueService.EmptyBatchRequest", "There should be at least one DeleteMessageBatchRequestEntry in the request.", "DeleteMessageBatch", """{"Entries":[]}""")]
    [InlineData("AWS.SimpleQueueService.EmptyBatchRequest", "There should be at least one ChangeMessageVisibilityBatchRequestEntry in the request.", "ChangeMessageVisibilityBatch", """{"Entries":[]}""")]
    [InlineData("AWS.SimpleQueueService.TooManyEntriesInBatchRequest", "Maximum number of entries per request are 10. You have sent 11.", "DeleteMessageBatch", """{"Entries":[{"Id":"0","ReceiptHandle":"x"},{"Id":"1","ReceiptHandle":"x"},{"Id":"2","ReceiptHandle":"x"},{"Id":"3","ReceiptHandle":"x"},{"Id":"4","ReceiptHandle":"x"},{"Id":"5","ReceiptHandle":"x"},{"Id":"6","ReceiptHandle":"x"},{"Id":"7","ReceiptHandle":"x"},{"Id":"8","ReceiptHandle":"x"},{"Id":"9","ReceiptHandle":"x"},{"Id":"10","ReceiptHandle":"x"}]}""")]
    [InlineData("AWS.SimpleQueueService.TooManyEntriesInBatchRequest", "Maximum number of entries per request are 10. You have sent 20.", "SendMessageBatch", """{"Entries":[{"Id":"0","MessageBody":"x"},{"Id":"1","MessageBody":"x"},{"Id":"2","MessageBody":"x"},{"Id":"3","MessageBody":"x"},{"Id":"4","MessageBody":"x"},{"Id":"5","MessageBody":"x"},{"Id":"6","MessageBody":"x"},{"Id":"7","MessageBody":"x"},{"Id":"8","MessageBody":"x"},{"Id":"9","MessageBody":"x"},{"Id":"10","MessageBody":"x"},{"Id":"11","MessageBody":"x"},{"Id":"12","MessageBody":"x"},{"Id":"13","MessageBody":"x"},{"Id":"14","MessageBody":"x"},{"Id":"15","MessageBody":"x"},{"Id":"16","MessageBody":"x"},{"Id":"17","MessageBody":"x"},{"Id":"18","MessageBody":"x"},{"Id":"19","MessageBody":"x"}]}""")]
    [InlineData("AWS.SimpleQueueService.InvalidBatchEntryId", "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.", "DeleteMessageBatch", """{"Entries":[{"Id":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","ReceiptHandle":"x"}]}""")]
    [InlineData("MissingParameter", "The request must contain the parameter ReceiptHandle.", "DeleteMessage", """{}""")]
    [InlineData("MissingParameter", "The request must contain the parameter ReceiptHandle.", "ChangeMessageVisibility", """{"VisibilityTimeout":1}""")]
    [InlineData("MissingParameter", "The request must contain the parameter VisibilityTimeout.", "ChangeMessageVisibility", """{"ReceiptHandle":"x"}""")]
    [InlineData("MissingParameter", "The request must contain the parameter Attributes.", "SetQueueAttributes", """{}""")]
    [InlineData("MissingParameter", "The request must contain the parameter Tags.", "TagQueue", """{}""")]
    [InlineData("MissingParameter", "The request must contain the parameter TagKeys.", "UntagQueue", """{}""")]
    [InlineData("InvalidParameterValue", "Tag keys that begin with aws: are reserved.", "TagQueue", """{"Tags":{"aws:x":"v"}}""")]
    [InlineData("MissingParameter", "The request must contain the parameter Label.", "AddPermission", """{"AWSAccountIds":["123456789012"],"Actions":["SendMessage"]}""")]
    [InlineData("InvalidParameterValue", "Value SQS:CreateQueue for parameter ActionName is invalid. Reason: Only the queue owner is allowed to invoke this action.", "AddPermission", """{"Label":"l","AWSAccountIds":["123456789012"],"Actions":["CreateQueue"]}""")]
    [InlineData("InvalidParameterValue", "Value SQS:SetQueueAttributes for parameter ActionName is invalid. Reason: Only the queue owner is allowed to invoke this action.", "AddPermission", """{"Label":"l","AWSAccountIds":["123456789012"],"Actions":["SendMessage","SetQueueAttributes"]}""")]
    [InlineData("InvalidParameterValue", "Value SQS:SendMessageBatch for parameter ActionName is invalid. Reason: Please refer to the appropriate WSDL for a list of valid actions.", "AddPermission", """{"Label":"l","AWSAccountIds":["123456789012"],"Actions":["SendMessageBatch"]}""")]
    [InlineData("InvalidParameterValue", "Value SQS:Nonsense for parameter ActionName is invalid. Reason: Please refer to the appropriate WSDL for a list of valid actions.", "AddPermission", """{"Label":"l","AWSAccountIds":["123456789012"],"Actions":["Nonsense"]}""")]
    [InlineData("InvalidParameterValue", "Value [12] for parameter PrincipalId is invalid. Reason: Unable to verify.", "AddPermission", """{"Label":"l","AWSAccountIds":["12"],"Actions":["SendMessage"]}""")]
    [InlineData("InvalidParameterValue", "Value [*, arn:aws:iam::123456789012:user/x] for parameter PrincipalId is invalid. Reason: Unable to verify.", "AddPermission", """{"Label":"l","AWSAccountIds":["*","123456789012","arn:aws:iam::123456789012:user/x"],"Actions":["SendMessage"]}""")]
    [InlineData("InvalidParameterValue", "Value a b for parameter Label is invalid. Reason: Label can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.", "AddPermission", """{"Label":"a b","AWSAccountIds":["123456789012"],"Actions":["SendMessage"]}""")]
    [InlineData("InvalidParameterValue", "Value ä for parameter Label is invalid. Reason: Label can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.", "RemovePermission", """{"Label":"ä"}""")]
    [InlineData("MissingParameter", "The request must contain the parameter AWSAccountIds.", "AddPermission", """{"Label":"l","Actions":["SendMessage"]}""")]
    [InlineData("MissingParameter", "The request must contain the parameter Actions.", "AddPermission", """{"Label":"l","AWSAccountIds":["123456789012"]}""")]
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
    [InlineData("InvalidParameterValue", "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly", "SendMessageBatch", """{"Entries":[{"Id":"a","MessageBody":"x","MessageGroupId":"g","MessageDeduplicationId":"d"},{"Id":"b","MessageBody":"x","MessageGroupId":"g"}]}""")]
    [InlineData("InvalidParameterValue", "Value a b for parameter MessageDeduplicationId is invalid. Reason: MessageDeduplicationId can only include alphanumeric and punctuation characters. 1 to 128 in length.", "SendMessage", """{"MessageBody":"x","MessageGroupId":"g","MessageDeduplicationId":"a b"}""")]
    [InlineData("InvalidParameterValue", "Value ddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd for parameter MessageDeduplicationId is invalid. Reason: MessageDeduplicationId can only include alphanumeric and punctuation characters. 1 to 128 in length.", "SendMessage", """{"MessageBody":"x","MessageGroupId":"g","MessageDeduplicationId":"ddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"}""")]
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

    /// <summary>The ten of a batch would come back whole otherwise, each character escaped.</summary>
    [Theory]
    [InlineData("DeleteMessage", "")]
    [InlineData("ChangeMessageVisibility", ",\"VisibilityTimeout\":1")]
    public async Task Call_WhenTheHandleIsLong_QuotesItsBeginning(string action, string more)
    {
        string url = await _sqs.CreateQueueAsync();
        await _sqs.RefusedAsync(
            404,
            "ReceiptHandleIsInvalid",
            $"The input receipt handle \"{new string('&', 97)}...\" is not a valid receipt handle.",
            action,
            With(url, $$"""{"ReceiptHandle":"{{new string('&', 20_000)}}"{{more}}}"""));
    }

    [Fact]
    public async Task AddPermission_WhenThereAreTooManyActions_Answers403()
    {
        string url = await _sqs.CreateQueueAsync();
        await _sqs.RefusedAsync(
            403,
            "OverLimit",
            "8 Actions were found, maximum allowed is 7.",
            "AddPermission",
            With(url, """{"Label":"l","AWSAccountIds":["123456789012"],"Actions":["*","*","*","*","*","*","*","*"]}"""));
    }

    [Fact]
    public async Task TagQueue_WhenThereAreTooMany_NamesTheQueue()
    {
        string url = await _sqs.CreateQueueAsync();
        JsonObject tags = [];
        for (int n = 0; n < 51; n++)
            tags[$"k{n}"] = "";
        await _sqs.RefusedAsync(
            400,
            "InvalidParameterValue",
            $"Too many tags added for queue {url.Split('/')[^1]}.",
            "TagQueue",
            new JsonObject { ["QueueUrl"] = url, ["Tags"] = tags });
    }

    [Theory]
    [InlineData("SendMessage")]
    [InlineData("SendMessageBatch")]
    [InlineData("ReceiveMessage")]
    [InlineData("DeleteMessageBatch")]
    [InlineData("ChangeMessageVisibility")]
    [InlineData("ChangeMessageVisibilityBatch")]
    [InlineData("DeleteQueue")]
    [InlineData("PurgeQueue")]
    [InlineData("GetQueueAttributes")]
    [InlineData("SetQueueAttributes")]
    [InlineData("ListQueueTags")]
    [InlineData("TagQueue")]
    [InlineData("UntagQueue")]
    [InlineData("AddPermission")]
    [InlineData("RemovePermission")]
    [InlineData("ListDeadLetterSourceQueues")]
    [InlineData("GetQueueUrl")]
    public async Task Call_WhenOnlyTheQueueIsRight_SaysThatItIsUnknown(string action)
    {
        const string Members = """
            {"QueueUrl":"nobody","QueueName":"nobody","MessageBody":"x","ReceiptHandle":"x","VisibilityTimeout":1,"Label":"l",
            "Attributes":{"DelaySeconds":"1"},"Tags":{"a":"b"},"TagKeys":["a"],"AWSAccountIds":["123456789012"],
            "Actions":["SendMessage"],"Entries":[{"Id":"a","MessageBody":"x","ReceiptHandle":"x"}]}
            """;
        (int status, System.Text.Json.JsonElement body, _) = await _sqs.JsonAsync(action, Members);
        Assert.Equal((400, "The specified queue does not exist."), (status, body.GetProperty("message").GetString()));
        JsonObject input = JsonNode.Parse(Members)!.AsObject();
        RemoveOthers(input, QuerySchema.Of(action));
        foreach (JsonObject entry in input["Entries"]?.AsArray().OfType<JsonObject>() ?? [])
            RemoveOthers(entry, QuerySchema.Of(action).Single(member => member.Has("Entries")).Members);
        (status, System.Xml.Linq.XElement xml) = await _sqs.QueryAsync(action, input);
        Assert.Equal(400, status);
        Assert.Contains("AWS.SimpleQueueService.NonExistentQueue", xml.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_WhenABatchHasNoEntries_MissesTheFirst()
    {
        string url = await _sqs.CreateQueueAsync();
        (int status, System.Xml.Linq.XElement xml) = await _sqs.QueryAsync("SendMessageBatch", new JsonObject { ["QueueUrl"] = url });
        Assert.Equal(400, status);
        Assert.Contains("The request must contain the parameter SendMessageBatchRequestEntry.1.Id.", xml.Value, StringComparison.Ordinal);
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

    /// <summary>The Query protocol takes no members that only begin like known ones.</summary>
    private static void RemoveOthers(JsonObject input, QueryMember[] members)
    {
        foreach (string name in input.Select(member => member.Key).Where(name => !members.Any(member => member.Has(name))).ToArray())
            input.Remove(name);
    }

    private static JsonObject With(string url, string input)
    {
        JsonObject members = JsonNode.Parse(input)!.AsObject();
        members["QueueUrl"] = url;
        return members;
    }
}
