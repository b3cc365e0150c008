using Microsoft.Extensions.Configuration;
using QueueService.Functions.Hosting;

namespace QueueService.Tests.Functions.Hosting;

public sealed class OptionsReaderTests
{
    [Fact]
    public void Read_WhenNothingIsSet_IsAFolderOnPort7071()
    {
        ServiceOptions options = Read();
        Assert.Equal(["http://127.0.0.1:7071"], options.Urls);
        Assert.Equal((StorageKind.Local, ".data", "qs"), (options.Kind, options.Path, options.Prefix));
        Assert.False(options.IsBehindFunctionsHost);
    }

    [Theory]
    [InlineData("Storage:ConnectionString", "UseDevelopmentStorage=true")]
    [InlineData("AzureWebJobsStorage", "UseDevelopmentStorage=true")]
    [InlineData("Storage:AccountName", "account1")]
    [InlineData("AzureWebJobsStorage:accountName", "account1")]
    public void Read_WhenAnAccountIsGiven_KindIsAzure(string key, string value)
    {
        Assert.Equal(StorageKind.Azure, Read((key, value)).Kind);
        Assert.Equal(StorageKind.Memory, Read((key, value), ("Storage:Kind", "memory")).Kind);
    }

    [Fact]
    public void Read_WhenOwnAndHostKeysAreSet_TakesItsOwn()
    {
        ServiceOptions options = Read(("Storage:AccountName", "own"), ("AzureWebJobsStorage", "UseDevelopmentStorage=true"));
        Assert.Equal(("own", null), (options.AccountName, options.ConnectionString));
    }

    [Fact]
    public void Read_WhenTheFunctionsHostGivesAPort_ListensThere()
    {
        ServiceOptions options = Read(("FUNCTIONS_CUSTOMHANDLER_PORT", "4321"));
        Assert.Equal(["http://127.0.0.1:4321"], options.Urls);
        Assert.True(options.IsBehindFunctionsHost);
        Assert.Equal(["http://*:80"], Read(("FUNCTIONS_CUSTOMHANDLER_PORT", "4321"), ("urls", "http://*:80")).Urls);
    }

    [Theory]
    [InlineData("Storage:Kind", "Disk", "Local, Azure and Memory")]
    [InlineData("Storage:Kind", "1", "Local, Azure and Memory")]
    [InlineData("Storage:Kind", "Azure", "Storage:ConnectionString")]
    [InlineData("Storage:AccountName", "Not-An-Account", "3 to 24")]
    [InlineData("Storage:Prefix", "9a", "lower-case")]
    [InlineData("Storage:Prefix", "Up", "lower-case")]
    [InlineData("PublicUrl", "example.org", "absolute")]
    [InlineData("PublicUrl", "ftp://example.org", "absolute")]
    [InlineData("urls", "https://localhost:1", "http URLs")]
    [InlineData("urls", "7071", "http URLs")]
    [InlineData("urls", "http://127.0.0.1:99999", "http URLs")]
    [InlineData("FUNCTIONS_CUSTOMHANDLER_PORT", "x", "port")]
    [InlineData("Limits:FrameCacheBytes", "-1", "from 0")]
    [InlineData("Limits:MaxWaitingCommands", "many", "from 1")]
    [InlineData("Limits:MaxRequestBytesInFlight", "5", "from 16777216")]
    public void Read_WhenAValueIsWrong_NamesKeyValueAndWhatIsAllowed(string key, string value, string allowed)
    {
        string message = Assert.Throws<OptionsException>(() => Read((key, value))).Message;
        Assert.Contains(key, message, StringComparison.Ordinal);
        Assert.Contains($"'{value}'", message, StringComparison.Ordinal);
        Assert.Contains(allowed, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Read_WhenLimitsAreSet_TakesThemAndRefusesUnknownOnes()
    {
        Assert.Equal(7, Read(("Limits:FrameCacheBytes", "7")).Memory.FrameCacheBytes);
        string refused = Assert.Throws<OptionsException>(() => Read(("Limits:Cache", "7"))).Message;
        Assert.Contains("Limits:Cache", refused, StringComparison.Ordinal);
    }

    private static ServiceOptions Read(params (string Key, string Value)[] settings) => OptionsReader.Read(
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build());
}
