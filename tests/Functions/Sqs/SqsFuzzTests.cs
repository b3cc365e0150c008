using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Sqs;

/// <summary>Requests of all actions with values that do not belong there: whatever comes, the service does not fail.</summary>
public sealed class SqsFuzzTests(TestService service) : IClassFixture<TestService>
{
    private const int Rounds = 60;

    private static readonly string?[] Junk =
    [
        null, "true", "-1", "0", "7", "1e400", "99999999999999999999", "1.5", "\"\"", "\"x\"", "\"\\u0000\"", "\"\\uFFFF\"", "\"<&>\"",
        "\"żółć 😀\"", "\"All\"", "\"arn:aws:sqs:::\"", "\"arn:aws:sqs:us-east-1:000000000000:QUEUE\"", "\"http://x/000000000000/QUEUE\"",
        "\"{}\"", "\"[]\"", "\"{\\\"taskId\\\":1}\"", "\"e30=\"", "[]", "[null]", "[[]]", "[{}]", "[\"x\",\"x\"]", "{}", "{\"x\":null}",
        "{\"\":\"\"}", "{\"x\":{}}", "{\"x\":{\"DataType\":\"String\"}}", "{\"Policy\":\"[]\"}", "{\"RedrivePolicy\":\"{}\"}",
    ];

    /// <param name="input">A request that succeeds.</param>
    [Theory]
    [InlineData("AddPermission", """{"Label":"l","AWSAccountIds":["123456789012"],"Actions":["SendMessage"]}""")]
    [InlineData("CancelMessageMoveTask", """{"TaskHandle":"e30="}""")]
    [InlineData("ChangeMessageVisibility", """{"ReceiptHandle":"x","VisibilityTimeout":1}""")]
    [InlineData("ChangeMessageVisibilityBatch", """{"Entries":[{"Id":"1","ReceiptHandle":"x","VisibilityTimeout":1}]}""")]
    [InlineData("CreateQueue", """{"QueueName":"fuzz","Attributes":{"DelaySeconds":"1","RedrivePolicy":"{}","Policy":"{}"},"tags":{"a":"b"}}""")]
    [InlineData("DeleteMessage", """{"ReceiptHandle":"x"}""")]
    [InlineData("DeleteMessageBatch", """{"Entries":[{"Id":"1","ReceiptHandle":"x"}]}""")]
    [InlineData("GetQueueAttributes", """{"AttributeNames":["All"]}""")]
    [InlineData("GetQueueUrl", """{"QueueName":"fuzz","QueueOwnerAWSAccountId":"000000000000"}""")]
    [InlineData("ListDeadLetterSourceQueues", """{"MaxResults":1,"NextToken":"x"}""")]
    [InlineData("ListMessageMoveTasks", """{"SourceArn":"arn:aws:sqs:us-east-1:000000000000:QUEUE","MaxResults":1}""")]
    [InlineData("ListQueueTags", "{}")]
    [InlineData("ListQueues", """{"QueueNamePrefix":"q","MaxResults":1,"NextToken":"x"}""")]
    [InlineData("PurgeQueue", "{}")]
    [InlineData("ReceiveMessage", """{"MaxNumberOfMessages":1,"VisibilityTimeout":1,"WaitTimeSeconds":0,"AttributeNames":["All"],"MessageAttributeNames":["a.*"],"MessageSystemAttributeNames":["All"],"ReceiveRequestAttemptId":"x"}""")]
    [InlineData("RemovePermission", """{"Label":"l"}""")]
    [InlineData("SendMessage", """{"MessageBody":"x","DelaySeconds":1,"MessageAttributes":{"a":{"DataType":"String","StringValue":"v"},"b":{"DataType":"Binary","BinaryValue":"AQ=="}},"MessageSystemAttributes":{"AWSTraceHeader":{"DataType":"String","StringValue":"Root=1"}},"MessageGroupId":"g"}""")]
    [InlineData("SendMessageBatch", """{"Entries":[{"Id":"1","MessageBody":"x","DelaySeconds":1,"MessageAttributes":{"a":{"DataType":"Number","StringValue":"1"}}},{"Id":"2","MessageBody":"y"}]}""")]
    [InlineData("SetQueueAttributes", """{"Attributes":{"DelaySeconds":"1","RedrivePolicy":"","RedriveAllowPolicy":"","Policy":"{}","KmsMasterKeyId":"k"}}""")]
    [InlineData("StartMessageMoveTask", """{"SourceArn":"arn:aws:sqs:us-east-1:000000000000:QUEUE","DestinationArn":"x","MaxNumberOfMessagesPerSecond":1}""")]
    [InlineData("TagQueue", """{"Tags":{"a":"b"}}""")]
    [InlineData("UntagQueue", """{"TagKeys":["a"]}""")]
    public async Task Call_WhenValuesDoNotBelongThere_NeverFails(string action, string input)
    {
        SqsCaller sqs = new(service);
        string queue = (await sqs.CreateQueueAsync()).Split('/')[^1];
        Random random = new(action.Length);
        for (int round = 0; round < Rounds; round++)
        {
            JsonObject request = JsonNode.Parse(input.Replace("QUEUE", queue, StringComparison.Ordinal))!.AsObject();
            request["QueueUrl"] = queue;
            for (int n = random.Next(1, 3); n > 0; n--)
                Spoil(request, random, queue);
            (int status, JsonElement body, _) = await sqs.JsonAsync(action, request.ToJsonString());
            Assert.True(status < 500, $"{action} {request} answered {status} {body}");
            if (!IsFlat(request))
                continue;
            (status, XElement xml) = await sqs.QueryAsync(action, request);
            Assert.True(status < 500, $"{action} {request} answered {status} {xml}");
        }
    }

    /// <summary>Replaces or removes a member, somewhere in the tree.</summary>
    private static void Spoil(JsonObject request, Random random, string queue)
    {
        JsonObject place = request;
        while (true)
        {
            if (place.Count == 0)
                return;
            (string name, JsonNode? value) = place.ElementAt(random.Next(place.Count));
            JsonNode? inner = value is JsonArray { Count: > 0 } list ? list[random.Next(list.Count)] : value;
            if (inner is JsonObject deeper && random.Next(3) > 0)
            {
                place = deeper;
                continue;
            }

            if (random.Next(6) == 0)
                place.Remove(name);
            else
                place[name] = Junk[random.Next(Junk.Length)] is { } junk ? JsonNode.Parse(junk.Replace("QUEUE", queue, StringComparison.Ordinal)) : null;
            return;
        }
    }

    /// <summary>True if a form can say it: it has no null, and lists of texts or of structures only.</summary>
    private static bool IsFlat(JsonNode? node) => node switch
    {
        null => false,
        JsonObject structure => structure.All(member => IsFlat(member.Value)),
        JsonArray list => list.All(item => item is not JsonArray && IsFlat(item)),
        _ => true,
    };
}
