using System.Net.Http.Headers;
using System.Text;
using QueueService.Functions.Rest.Problems;
using QueueService.Tests.Functions.Access;

namespace QueueService.Tests.Functions.Bounds;

/// <summary>Values of many megabytes where a name or an id belongs.</summary>
public sealed class LongValueTests(KeyedService service) : IClassFixture<KeyedService>
{
    private const int Long = 15_000_000;
    private const int MostAnswer = 2_000;

    [Theory]
    [InlineData("/v1/queues/q/messages", """{"LONG":1}""")]
    [InlineData("/v1/queues/q/messages", """{"\u0041LONG":1}""")]
    [InlineData("/v1/queues/q/messages", """{"messages":[{"body":"a","groupId":"LONG"}]}""")]
    [InlineData("/v1/queues/q/messages", """{"messages":[{"body":"a","contentType":"LONG"}]}""")]
    [InlineData("/v1/queues/q/messages", """{"messages":[{"body":"a","attributes":{"LONG":1}}]}""")]
    [InlineData("/v1/queues/q/messages/ack", """{"receiptHandles":["LONG"]}""")]
    [InlineData("/v1/keys", """{"name":"LONG"}""")]
    public async Task Rest_WhenAValueIsHuge_RefusesItInAFewWords(string path, string json)
    {
        await service.CallAsync(KeyedService.Admin, "PUT", "/v1/queues/q");
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(path, UriKind.Relative));
        request.Content = new StringContent(Fill(json, '<'), Encoding.UTF8, "application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer", $"{KeyedService.AdminId}.{KeyedService.AdminSecret}");
        await AssertShortAsync(request, 400);
    }

    [Theory]
    [InlineData("StartMessageMoveTask", """{"SourceArn":"LONG"}""", ':')]
    [InlineData("CancelMessageMoveTask", """{"TaskHandle":"LONG"}""", 'A')]
    [InlineData("SendMessage", """{"QueueUrl":"LONG","MessageBody":"a"}""", '/')]
    [InlineData("ReceiveMessage", """{"QueueUrl":"http://x/000000000000/q","AttributeNames":["LONG"]}""", '<')]
    [InlineData("DeleteMessage", """{"QueueUrl":"http://x/000000000000/q","ReceiptHandle":"LONG"}""", '<')]
    [InlineData("CreateQueue", """{"QueueName":"q","Attributes":{"LONG":"1"}}""", '<')]
    [InlineData("CreateQueue", """{"QueueName":"q2","Attributes":{"Policy":"LONG"}}""", '[')]
    [InlineData("CreateQueue", """{"QueueName":"q3","Attributes":{"RedrivePolicy":"LONG"}}""", '[')]
    [InlineData("ListQueues", """{"NextToken":"LONG"}""", '<')]
    [InlineData("LONG", "{}", 'a')]
    public async Task Sqs_WhenAValueIsHuge_RefusesItInAFewWords(string action, string json, char filler)
    {
        await service.CallAsync(KeyedService.Admin, "PUT", "/v1/queues/q");
        byte[] body = Encoding.UTF8.GetBytes(Fill(json, filler));
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri("/", UriKind.Relative));
        request.Headers.Add("X-Amz-Target", "AmazonSQS." + action.Replace("LONG", new string('a', 8000), StringComparison.Ordinal));
        new Sqs.Signing.TestSigner(KeyedService.AdminId, KeyedService.AdminSecret).Sign(request, service.Address, body);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
        await AssertShortAsync(request, 400, 404);
    }

    [Theory]
    [InlineData("Action=LONG")]
    [InlineData("Action=SendMessage&QueueUrl=/q&MessageBody=a&DelaySeconds=LONG")]
    [InlineData("Action=ListQueues&NextToken=LONG")]
    public async Task Query_WhenAValueIsHuge_RefusesItInAFewWords(string form)
    {
        byte[] body = Encoding.UTF8.GetBytes(Fill(form, '<'));
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri("/", UriKind.Relative));
        new Sqs.Signing.TestSigner(KeyedService.AdminId, KeyedService.AdminSecret).Sign(request, service.Address, body);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        await AssertShortAsync(request, 400, 404);
    }

    [Fact]
    public void Of_WhenTextIsLong_IsAHundredCharactersAtMost()
    {
        Assert.Equal("short", Quoted.Of("short"));
        Assert.Equal(Quoted.Most, Quoted.Of(new string('a', 101)).Length);
        Assert.Equal(new string('a', 96) + "...", Quoted.Of(new string('a', 96) + "\ud83d\ude00" + new string('b', 100)));
    }

    private async Task AssertShortAsync(HttpRequestMessage request, params int[] statuses)
    {
        using HttpResponseMessage response = await service.Http.SendAsync(request);
        byte[] answer = await response.Content.ReadAsByteArrayAsync();
        Assert.Contains((int)response.StatusCode, statuses);
        Assert.InRange(answer.Length, 1, MostAnswer);
    }

    private static string Fill(string text, char filler) =>
        text.Replace("LONG", new string(filler, Long), StringComparison.Ordinal);
}
