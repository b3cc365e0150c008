using System.Text.Json;
using System.Text.Json.Nodes;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Sqs;

/// <summary>Lists of names, for which typed SDKs offer the names of other lists too.</summary>
public sealed class SqsNameListTests(TestService service) : IClassFixture<TestService>
{
    private const string All = "ApproximateFirstReceiveTimestamp ApproximateReceiveCount SenderId SentTimestamp";

    [Theory]
    [InlineData("MessageSystemAttributeNames", "All VisibilityTimeout", All)]
    [InlineData("AttributeNames", "All VisibilityTimeout", All)]
    [InlineData("AttributeNames", "SenderId QueueArn Policy RedriveAllowPolicy KmsMasterKeyId", "SenderId")]
    [InlineData("MessageSystemAttributeNames", "ApproximateNumberOfMessages", "")]
    [InlineData("MessageSystemAttributeNames", "SequenceNumber", "")]
    public async Task Receive_WhenANameIsOfAnotherList_LeavesItOut(string list, string names, string expected)
    {
        foreach (bool isQuery in (bool[])[false, true])
        {
            SqsCaller sqs = new(service, isQuery);
            string url = await sqs.CreateQueueAsync();
            await sqs.SendAsync(url, "m");
            JsonElement message = (await sqs.OkAsync("ReceiveMessage", Input(url, list, names))).GetProperty("Messages")[0];
            Assert.Equal(expected, Listed(message));
        }
    }

    [Theory]
    [InlineData("DelaySeconds SenderId SentTimestamp", "DelaySeconds")]
    [InlineData("ApproximateReceiveCount", "")]
    public async Task GetAttributes_WhenANameIsOfAnotherList_LeavesItOut(string names, string expected)
    {
        foreach (bool isQuery in (bool[])[false, true])
        {
            SqsCaller sqs = new(service, isQuery);
            string url = await sqs.CreateQueueAsync();
            Assert.Equal(expected, Listed(await sqs.OkAsync("GetQueueAttributes", Input(url, "AttributeNames", names))));
        }
    }

    [Theory]
    [InlineData("ReceiveMessage", "AttributeNames", "All Nonsense")]
    [InlineData("ReceiveMessage", "MessageSystemAttributeNames", "VisibilityTimeout Nonsense")]
    [InlineData("GetQueueAttributes", "AttributeNames", "SenderId Nonsense")]
    public async Task Call_WhenANameIsOfNoList_IsRefused(string action, string list, string names)
    {
        SqsCaller sqs = new(service);
        await sqs.RefusedAsync(
            400, "InvalidAttributeName", "Unknown Attribute Nonsense.", action, Input(await sqs.CreateQueueAsync(), list, names));
    }

    private static JsonObject Input(string url, string list, string names) =>
        new() { ["QueueUrl"] = url, [list] = new JsonArray([.. names.Split(' ').Select(name => (JsonNode)name)]) };

    private static string Listed(JsonElement answer) => answer.TryGetProperty("Attributes", out JsonElement attributes)
        ? string.Join(' ', attributes.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal))
        : "";
}
