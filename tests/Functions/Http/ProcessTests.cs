using System.Text.Json;
using QueueService.Functions.Worker;

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
    [InlineData("--urls=http://localhost:0", "urls is 'http://localhost:0'")]
    public async Task Start_WhenAValueIsWrong_SaysSoInOneLineAndExitsWith2(string argument, string expected)
    {
        using ServiceProcess process = ServiceProcess.Start([argument]);
        await AssertEndsAsync(process, 2, expected);
    }

    [Theory]
    [InlineData("--port is not known", "--port", "18072")]
    [InlineData("Storage:Pth is not known", "--Storage:Pth=/x")]
    [InlineData("Argument 1", "garbage")]
    [InlineData("--urls has no value", "--urls", "")]
    public async Task Start_WhenAnArgumentIsNotUnderstood_SaysSoInOneLineAndExitsWith2(string expected, params string[] arguments)
    {
        using ServiceProcess process = ServiceProcess.StartIn(_folder.FullName, arguments);
        await AssertEndsAsync(process, 2, expected, "--help");
        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public async Task Start_WhenTheEnvironmentHasATypo_SaysSoInOneLineAndExitsWith2()
    {
        using ServiceProcess process = ServiceProcess.StartIn(_folder.FullName, [], ("Storage__Pth", "/x"));
        await AssertEndsAsync(process, 2, "Storage:Pth is not known");
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public async Task Start_WhenHelpIsAskedFor_ListsTheSettingsAndEnds(string argument)
    {
        using ServiceProcess process = ServiceProcess.StartIn(_folder.FullName, [argument]);
        Assert.Equal((0, ""), await process.ExitAsync());
        Assert.Contains("--Storage:Path ", process.Output, StringComparison.Ordinal);
        Assert.Contains("README.md", process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WhenTheFileOfSettingsIsNoJson_SaysWhereInOneLineAndExitsWith2()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "appsettings.json"), "{\n  \"Storage\": {,\n}");
        using ServiceProcess process = ServiceProcess.StartIn(_folder.FullName, []);
        await AssertEndsAsync(process, 2, "appsettings.json", "LineNumber: 1");
    }

    [Fact]
    public async Task Start_WhenTheFunctionsHostNamesNoAccount_SaysWhatToSetAndExitsWith2()
    {
        using ServiceProcess process = ServiceProcess.StartIn(
            _folder.FullName, [WorkerStart.HostAddress, "http://127.0.0.1:1/", "--functions-worker-id", "1"]);
        await AssertEndsAsync(process, 2, "AzureWebJobsStorage__accountName", "Storage__Kind");
    }

    [Theory]
    [InlineData("http://192.0.2.1:7999")]
    [InlineData("http://[2001:db8::1]:7999")]
    public async Task Start_WhenTheAddressIsNotOfThisMachine_SaysSoInOneLineAndExitsWith3(string url)
    {
        using ServiceProcess process = ServiceProcess.Start(
            ["--Storage:Kind=Memory", $"--urls={url}"], ("Access__AdminKey", "admin:nobody-will-ever-use-this-key-0123456789"));
        await AssertEndsAsync(process, 3, $"Cannot listen on {url}: ", "--urls");
    }

    [Fact]
    public async Task Log_WhenJsonIsAskedFor_IsJson()
    {
        using ServiceProcess process = ServiceProcess.Start(
            ["--Storage:Kind=Memory", "--urls=http://127.0.0.1:0"], ("Logging__Console__FormatterName", "json"));
        using HttpClient http = await process.ConnectAsync();
        await process.KillAsync();
        JsonElement line = JsonSerializer.Deserialize<JsonElement>(process.Output.Split('\n')[0]);
        Assert.StartsWith("Listening on ", line.GetProperty("Message").GetString(), StringComparison.Ordinal);
        Assert.Equal("Memory", line.GetProperty("State").GetProperty("Storage").GetString());
    }

    [Fact]
    public async Task Log_WhenNothingIsAskedFor_IsSingleLines()
    {
        using ServiceProcess process = ServiceProcess.Start(["--Storage:Kind=Memory", "--urls=http://127.0.0.1:0"]);
        using HttpClient http = await process.ConnectAsync();
        await process.KillAsync();
        Assert.Matches("^info: [^ ]+ Listening on http", process.Output.Split('\n')[0]);
    }

    [Fact]
    public async Task Log_WhenItListens_SaysWhereTheDataIsAndWhatToTry()
    {
        using ServiceProcess process = ServiceProcess.StartIn(_folder.FullName, ["--urls=http://127.0.0.1:0"]);
        using HttpClient http = await process.ConnectAsync();
        await process.KillAsync();
        string url = http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        Assert.EndsWith(
            $"Listening on {url}, storage Local in {Path.Combine(_folder.FullName, ".data")}. Portal: {url}/portal/ Try: curl -X PUT {url}/v1/queues/hello",
            process.Output.Split('\n')[0],
            StringComparison.Ordinal);
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
            await AssertEndsAsync(second, 3, "in use");
        }

        await first.KillAsync();
    }

    private static async Task AssertEndsAsync(ServiceProcess process, int expected, params string[] texts)
    {
        (int code, string errors) = await process.ExitAsync();
        string line = Assert.Single(errors.TrimEnd().Split('\n'));
        Assert.All(texts, text => Assert.Contains(text, line, StringComparison.Ordinal));
        Assert.Equal(expected, code);
        Assert.Equal("", process.Output.Trim());
    }
}
