using QueueService.Functions.Hosting;
using QueueService.Tests.Functions.Sqs.Clients;

namespace QueueService.Tests.Functions.Hosting;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--urls", "http://127.0.0.1:0")]
    [InlineData("--Storage:Kind=Memory", "/storage:prefix", "qs", "PublicUrl=http://x", "--Access:AdminKey=a:b=c==")]
    [InlineData("--environment", "Development", "--contentRoot=/x")]
    [InlineData("--Logging:LogLevel:Default=Debug", "--OTEL_EXPORTER_OTLP_ENDPOINT=http://x", "--AzureWebJobsStorage=x", "--WEBSITE_AUTH_ENABLED=True")]
    public void Check_WhenAllIsKnown_LetsItPass(params string[] arguments) =>
        Assert.Null(Record.Exception(() => CommandLine.Check(arguments)));

    [Theory]
    [InlineData("--port is not known", "--port", "18072")]
    [InlineData("--Storage is not known", "--Storage=Azure")]
    [InlineData("--Limits:Typo is not known", "--Limits:Typo=1")]
    [InlineData("Argument 1", "garbage")]
    [InlineData("Argument 1", "-p=18072")]
    [InlineData("Argument 3", "--Storage:Path", "/my", "folder")]
    [InlineData("--Storage:Path has no value", "--Storage:Path=")]
    [InlineData("--Storage:Kind has no value", "--Storage:Kind")]
    [InlineData("--Storage:Kind has no value", "--Storage:Kind", "--urls=http://x:1")]
    public void Check_WhenSomethingWouldBeLeftOut_RefusesIt(string expected, params string[] arguments)
    {
        string message = Assert.Throws<OptionsException>(() => CommandLine.Check(arguments)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains("--help", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Usage_WhateverIsAdded_ListsWhatTheReadmeDoes()
    {
        string readme = File.ReadAllText(Path.Combine(ClientProgram.Folder, "../../../../README.md"));
        foreach ((string key, string meaning) in KnownSettings.Own)
        {
            Assert.Contains($"{key}`", readme, StringComparison.Ordinal);
            Assert.Matches($"(?m)^  --{key} +{System.Text.RegularExpressions.Regex.Escape(meaning)}$", CommandLine.Usage);
        }
    }
}
