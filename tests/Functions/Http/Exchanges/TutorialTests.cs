using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using QueueService.Tests.Functions.Sqs.Clients;

namespace QueueService.Tests.Functions.Http.Exchanges;

/// <summary>What the README tells people who come from RabbitMQ: in Python as it stands there, and in C#.</summary>
public sealed class TutorialTests(TestService service) : IClassFixture<TestService>
{
    [DebianFact(DebianPackages.Boto3)]
    public async Task Readme_WhenItsBlocksAreRun_PrintsWhatItSays()
    {
        string readme = await File.ReadAllTextAsync(
            Path.Combine(ClientProgram.Folder, "../../../../functions/Rest/Exchanges/README.md"));
        string program = string.Concat(Blocks(readme, "python"));
        Assert.NotEmpty(program);

        ProcessStartInfo start = new(ClientProgram.Python, ["-c", program])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SERVICE"] = service.Address.AbsoluteUri.TrimEnd('/');
        using Process python = Process.Start(start)!;
        Task<string> errors = python.StandardError.ReadToEndAsync();
        string printed = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();

        Assert.Equal("", await errors);
        Assert.Equal(string.Concat(Blocks(readme, "text")), printed);
    }

    [Fact]
    public async Task Tutorials_InCSharp_DoTheSame()
    {
        await PutAsync("/v1/queues/cs-tasks", new { });
        await PostAsync("/v1/queues/cs-tasks/messages", new { messages = new[] { new { body = "one" } } });
        Assert.Equal(["one"], await TakeAsync("cs-tasks"));

        await PutAsync("/v1/exchanges/cs-logs", new { type = "fanout" });
        await BindAsync("cs-logs", "cs-disk", new { queue = "cs-disk" });
        await BindAsync("cs-logs", "cs-screen", new { queue = "cs-screen" });
        await PublishAsync("cs-logs", "started", "");
        Assert.Equal(["started"], await TakeAsync("cs-disk"));
        Assert.Equal(["started"], await TakeAsync("cs-screen"));

        await PutAsync("/v1/exchanges/cs-levels", new { type = "direct" });
        await BindAsync("cs-levels", "cs-errors", new { queue = "cs-errors", routingKey = "error" });
        using (HttpResponseMessage refused = await PublishAsync("cs-levels", "hello", "info"))
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        using (HttpResponseMessage confirmed = await PublishAsync("cs-levels", "disk is full", "error"))
            Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        Assert.Equal(["disk is full"], await TakeAsync("cs-errors"));

        await PutAsync("/v1/exchanges/cs-animals", new { type = "topic" });
        await BindAsync("cs-animals", "cs-lazy", new { queue = "cs-lazy", routingKey = "lazy.#" });
        await PublishAsync("cs-animals", "turtle", "lazy.green.turtle");
        Assert.Equal(["turtle"], await TakeAsync("cs-lazy"));
    }

    /// <summary>The fenced blocks of one language.</summary>
    private static IEnumerable<string> Blocks(string readme, string language) =>
        readme.Split($"```{language}\n").Skip(1).Select(rest => rest[..rest.IndexOf("```", StringComparison.Ordinal)]);

    private async Task PutAsync(string path, object body)
    {
        using HttpResponseMessage answer = await service.Http.PutAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using HttpResponseMessage answer = await service.Http.PostAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task BindAsync(string exchange, string queue, object binding)
    {
        await PutAsync($"/v1/queues/{queue}", new { });
        await PostAsync($"/v1/exchanges/{exchange}/bindings", binding);
    }

    private Task<HttpResponseMessage> PublishAsync(string exchange, string body, string routingKey) =>
        service.Http.PostAsJsonAsync(
            $"/v1/exchanges/{exchange}/messages", new { messages = new[] { new { body, routingKey } } });

    private async Task<List<string>> TakeAsync(string queue)
    {
        JsonElement received = await PostAsync(
            $"/v1/queues/{queue}/messages/receive", new { maxMessages = 10, waitSeconds = 1 });
        JsonElement[] messages = [.. received.GetProperty("messages").EnumerateArray()];
        await PostAsync(
            $"/v1/queues/{queue}/messages/ack",
            new { receiptHandles = messages.Select(message => message.GetProperty("receiptHandle").GetString()) });
        return [.. messages.Select(message => message.GetProperty("body").GetString()!)];
    }
}
