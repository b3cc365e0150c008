using Microsoft.Extensions.Configuration;
using QueueService.Functions.Hosting;
using QueueService.Functions.Portal;

namespace QueueService.Tests.Functions.Hosting;

/// <summary>What the program says of itself when it listens.</summary>
public sealed class StartLineTests
{
    [Theory]
    [InlineData("Storage:Kind=Memory", ", gone when the program ends")]
    [InlineData("Storage:Path=/srv/data", " in /srv/data")]
    [InlineData("Storage:AccountName=orders", " in account orders")]
    [InlineData("Storage:ConnectionString=UseDevelopmentStorage=true", "")]
    [InlineData("AzureWebJobsStorage__blobServiceUri=https://orders.blob.core.windows.net AzureWebJobsStorage__tableServiceUri=https://orders.table.core.windows.net", " in account orders")]
    public void Data_WhereverItIs_IsNamedWithoutASecret(string settings, string expected) =>
        Assert.Equal(expected, StartLine.Data(Options(settings)));

    [Theory]
    [InlineData("", "http://127.0.0.1:7071", "curl -X PUT http://127.0.0.1:7071/v1/queues/hello")]
    [InlineData("", "http://[::1]:7071/", "curl -X PUT http://[::1]:7071/v1/queues/hello")]
    [InlineData("Access:Mode=Off", "http://[::]:80", "curl -X PUT http://localhost:80/v1/queues/hello")]
    [InlineData("Access:Mode=Keys Access:AdminKey=admin:a-secret-of-the-administrator-0123456789", "http://0.0.0.0:7071", "curl -X PUT -H 'Authorization: Bearer <id>.<secret>' http://localhost:7071/v1/queues/hello")]
    public void Try_WhereverItListens_IsACallThatCanBeMadeFromHere(string settings, string url, string expected) =>
        Assert.Equal(expected, StartLine.Try(Options(settings), url));

    [Theory]
    [InlineData("http://127.0.0.1:7071", " Portal: http://127.0.0.1:7071/portal/")]
    [InlineData("http://0.0.0.0:7071", " Portal: http://localhost:7071/portal/")]
    public void Portal_WhereverItListens_IsAnAddressThatCanBeOpenedFromHere(string url, string expected) =>
        Assert.Equal(expected, StartLine.Portal(PortalFiles.Load(typeof(PortalFiles).Assembly), url));

    [Fact]
    public void Portal_WhenThereIsNone_IsNotNamed() =>
        Assert.Equal("", StartLine.Portal(PortalFiles.Load(typeof(StartLineTests).Assembly), "http://127.0.0.1:7071"));

    private static ServiceOptions Options(string settings) => OptionsReader.Read(
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(setting => setting.Replace("__", ":", StringComparison.Ordinal).Split('=', 2))
                .Select(setting => KeyValuePair.Create(setting[0], (string?)setting[1])))
            .Build(),
        isBehindFunctionsHost: false);
}
