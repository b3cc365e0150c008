using System.Net.Http.Headers;
using System.Text;
using QueueService.Tests.Functions.Http;
using QueueService.Tests.Functions.Sqs.Signing;

namespace QueueService.Tests.Functions.Access;

/// <summary>Whoever has messages arrive in a queue must be allowed to send there, whatever the way.</summary>
public sealed class DestinationTests(KeyedService service) : IClassFixture<KeyedService>
{
    private const string AllButSend = """{"actions":["manage","redrive","purge","peek","receive"],"queues":["*"]}""";

    [Fact]
    public async Task Rest_WhenAKeyMayDoAllButSend_MakesNothingArrive()
    {
        (string source, string target) = await NewPairAsync();
        ShownKey key = await NewKeyAsync();
        string deadLetter = $$$"""{"deadLetter":{"queue":"{{{target}}}","maxReceiveCount":1}}""";
        await service.RefusedAsync(403, "AccessDenied", key, "PUT", $"/v1/queues/new{source}", deadLetter);
        await service.RefusedAsync(403, "AccessDenied", key, "PATCH", $"/v1/queues/{source}", deadLetter);
        await service.RefusedAsync(
            403, "AccessDenied", key, "POST", $"/v1/queues/{source}/redrive", $$"""{"destination":"{{target}}"}""");

        // Its messages would go back to the source.
        await service.OkAsync(KeyedService.Admin, "PATCH", $"/v1/queues/{source}", deadLetter);
        await service.RefusedAsync(403, "AccessDenied", key, "POST", $"/v1/queues/{target}/redrive", "{}");

        ShownKey sender = await NewKeyAsync($$"""{"actions":["send"],"queues":["{{source}}","{{target}}"]}""");
        await service.OkAsync(sender, "POST", $"/v1/queues/{target}/redrive", "{}");
        await service.OkAsync(sender, "PATCH", $"/v1/queues/{source}", deadLetter);
    }

    [Fact]
    public async Task Sqs_WhenAKeyMayDoAllButSend_MakesNothingArrive()
    {
        (string source, string target) = await NewPairAsync();
        ShownKey key = await NewKeyAsync();
        string policy = $$"""{\"deadLetterTargetArn\":\"{{Arn(target)}}\",\"maxReceiveCount\":1}""";
        await DeniedAsync(key, "CreateQueue", $$$"""{"QueueName":"n{{{source}}}","Attributes":{"RedrivePolicy":"{{{policy}}}"}}""");
        await DeniedAsync(key, "SetQueueAttributes", $$$"""{"QueueUrl":"/{{{source}}}","Attributes":{"RedrivePolicy":"{{{policy}}}"}}""");
        await service.OkAsync(
            KeyedService.Admin,
            "PATCH",
            $"/v1/queues/{source}",
            $$$"""{"deadLetter":{"queue":"{{{target}}}","maxReceiveCount":1}}""");
        await DeniedAsync(key, "StartMessageMoveTask", $$"""{"SourceArn":"{{Arn(target)}}"}""");
        await DeniedAsync(key, "StartMessageMoveTask", $$"""{"SourceArn":"{{Arn(target)}}","DestinationArn":"{{Arn(source)}}"}""");

        ShownKey sender = await NewKeyAsync($$"""{"actions":["send"],"queues":["{{source}}"]}""");
        Assert.Equal(200, (await CallAsync(sender, "StartMessageMoveTask", $$"""{"SourceArn":"{{Arn(target)}}"}""")).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Redrive_WhenALetterCameFromAQueueThatIsNoSourceNow_StaysUnlessTheKeyMaySendThere(bool maySend)
    {
        (string source, string target) = await NewPairAsync();
        string old = await service.NewQueueAsync("old");
        foreach (string queue in (string[])[source, old])
        {
            await service.OkAsync(
                KeyedService.Admin,
                "PATCH",
                $"/v1/queues/{queue}",
                $$$"""{"deadLetter":{"queue":"{{{target}}}","maxReceiveCount":1}}""");
            string messages = $"/v1/queues/{queue}/messages";
            await service.OkAsync(KeyedService.Admin, "POST", messages, """{"messages":[{"body":"letter"}]}""");
            for (int n = 0; n < 2; n++)
                await service.OkAsync(
                    KeyedService.Admin, "POST", messages + "/receive", """{"visibilityTimeoutSeconds":0}""");
        }

        await Eventually.UntilAsync(async () => await VisibleAsync(target) == 2);
        await service.OkAsync(KeyedService.Admin, "PATCH", $"/v1/queues/{old}", """{"deadLetter":null}""");
        ShownKey key = await NewKeyAsync(
            $$"""{"actions":["send"],"queues":["{{(maySend ? "*" : source)}}"]}""");
        string task = TestService.Text(await service.OkAsync(key, "POST", $"/v1/queues/{target}/redrive", "{}"), "taskId");
        string path = $"/v1/redrives/{task}";
        await Eventually.UntilAsync(async () =>
            TestService.Text(await service.OkAsync(key, "GET", path), "state") is not "running");

        Assert.Equal(
            maySend ? "completed" : "failed", TestService.Text(await service.OkAsync(key, "GET", path), "state"));
        Assert.Equal((1, maySend ? 1 : 0), (await VisibleAsync(source), await VisibleAsync(old)));
        Assert.Equal(maySend ? 0 : 1, await VisibleAsync(target));
    }

    private async Task<int> VisibleAsync(string queue) =>
        (await service.OkAsync(KeyedService.Admin, "GET", $"/v1/queues/{queue}"))
            .GetProperty("stats").GetProperty("visible").GetInt32();

    private static string Arn(string queue) => $"arn:aws:sqs:r:000000000000:{queue}";

    private async Task<(string Source, string Target)> NewPairAsync() =>
        (await service.NewQueueAsync("src"), await service.NewQueueAsync("dst"));

    private Task<ShownKey> NewKeyAsync(string more = "") => service.NewKeyAsync(
        $$"""{"name":"k","allow":[{{AllButSend}}{{(more.Length > 0 ? "," + more : "")}}]}""");

    private async Task DeniedAsync(ShownKey key, string action, string json)
    {
        (int status, string body) = await CallAsync(key, action, json);
        Assert.True(status == 403 && body.Contains("AccessDenied", StringComparison.Ordinal), $"{status} {body}");
    }

    private async Task<(int Status, string Body)> CallAsync(ShownKey key, string action, string json)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri("/", UriKind.Relative));
        request.Headers.Add("X-Amz-Target", "AmazonSQS." + action);
        byte[] body = Encoding.UTF8.GetBytes(json);
        new TestSigner(key.Id, key.Secret).Sign(request, service.Address, body);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
        using HttpResponseMessage response = await service.Http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
