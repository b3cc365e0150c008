using System.Text.Json;

namespace QueueService.Tests.Functions.Http;

/// <summary>The program as a process of its own: how it starts, fails to start, and survives being killed.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("queue-service-test");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Start_WhenKilledAndStartedAgain_HasLostNothing()
    {
        string[] arguments = ["--Storage:Kind=Local", $"--Storage:Path={_folder.FullName}", "--urls=http://127.0.0.1:0"];
        string handle;
        using (ServiceProcess first = ServiceProcess.Start(arguments))
        {
            using HttpClient http = await first.ConnectAsync();
            await ServiceProcess.CallAsync(http, "PUT", "/v1/queues/q", "{}");
            for (int n = 0; n < 20; n++)
                await ServiceProcess.CallAsync(http, "POST", "/v1/queues/q/messages", $$"""{"messages":[{"body":"{{n}}"}]}""");
            JsonElement held = await ServiceProcess.CallAsync(http, "POST", "/v1/queues/q/messages/receive", "{}");
            handle = held.GetProperty("messages")[0].GetProperty("receiptHandle").GetString()!;
            await first.KillAsync();
        }

        using ServiceProcess second = ServiceProcess.Start(arguments);
        using HttpClient again = await second.ConnectAsync();
        JsonElement answer = await ServiceProcess.CallAsync(
            again, "POST", "/v1/queues/q/messages/ack", $$"""{"receiptHandles":["{{handle}}"]}""");
        Assert.Equal("acked", answer.GetProperty("results")[0].GetProperty("status").GetString());
        JsonElement rest = await ServiceProcess.CallAsync(
            again, "POST", "/v1/queues/q/messages/receive", """{"maxMessages":100}""");
        Assert.Equal(
            Enumerable.Range(1, 19).Select(n => $"{n}"),
            rest.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("body").GetString()!));
        await second.KillAsync();
    }

    [Theory]
    [InlineData("--Storage:Kind=Disk", "Storage:Kind is 'Disk'; allowed are Local, Azure and Memory.")]
    [InlineData("--urls=https://x:1", "urls is 'https://x:1'")]
    public async Task Start_WhenAValueIsWrong_SaysSoInOneLineAndExitsWith2(string argument, string expected)
    {
        using ServiceProcess process = ServiceProcess.Start([argument]);
        (int code, string errors) = await process.ExitAsync();
        Assert.Equal(2, code);
        Assert.Contains(expected, Assert.Single(errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WhenPortOrFolderIsInUse_SaysSoInOneLine()
    {
        string folder = $"--Storage:Path={_folder.FullName}";
        using ServiceProcess first = ServiceProcess.Start(["--Storage:Kind=Local", folder, "--urls=http://127.0.0.1:0"]);
        using HttpClient http = await first.ConnectAsync();
        string port = $"--urls={http.BaseAddress!.GetLeftPart(UriPartial.Authority)}";
        foreach (string[] arguments in (string[][])[["--Storage:Kind=Memory", port], ["--Storage:Kind=Local", folder, "--urls=http://127.0.0.1:0"]])
        {
            using ServiceProcess second = ServiceProcess.Start(arguments);
            (int code, string errors) = await second.ExitAsync();
            Assert.NotEqual(0, code);
            Assert.Contains("in use", Assert.Single(errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        }

        await first.KillAsync();
    }
}
