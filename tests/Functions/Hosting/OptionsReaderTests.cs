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
        Assert.Equal((StorageKind.Local, ".data", null), (options.Kind, options.Path, options.Account));
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
        Assert.Equal(("own", null, "qs"), (options.Account!.AccountName, options.Account.ConnectionString, options.Account.Prefix));
    }

    [Fact]
    public void Read_WhenTheHostHasAddresses_TakesThemAndItsIdentity()
    {
        (string, string)[] settings =
        [
            ("AzureWebJobsStorage:blobServiceUri", "https://own.blob.core.windows.net/"),
            ("AzureWebJobsStorage:queueServiceUri", "https://own.queue.core.windows.net/"),
            ("AzureWebJobsStorage:tableServiceUri", "https://own.table.core.windows.net/"),
            ("AzureWebJobsStorage:credential", "managedidentity"),
            ("Access:MasterKey", Convert.ToBase64String(new byte[32])),
            ("AzureWebJobsStorage:clientId", "of-the-host"),
        ];
        ServiceOptions options = Read(true, settings);
        Assert.Equal(StorageKind.Azure, options.Kind);
        Assert.Equal("https://own.blob.core.windows.net/", options.Account!.BlobEndpoint!.AbsoluteUri);
        Assert.Equal("https://own.table.core.windows.net/", options.Account.TableEndpoint!.AbsoluteUri);
        Assert.Equal("of-the-host", options.Account.ClientId);
        Assert.Equal("of-the-program", Read([.. settings, ("AZURE_CLIENT_ID", "of-the-program")]).Account!.ClientId);
        Assert.Equal("other", Read([.. settings, ("AzureWebJobsStorage:accountName", "other")]).Account!.AccountName);
    }

    [Theory]
    [InlineData("Storage:Path", "data")]
    [InlineData("AzureWebJobsStorage", "")]
    [InlineData("AzureWebJobsStorage:blobServiceUri", "https://own.blob.core.windows.net")]
    public void Read_WhenTheHostNamesNoWholeAccount_RefusesToUseTheDiskUnlessTold(string key, string value)
    {
        string refused = Assert.Throws<OptionsException>(() => Read(true, (key, value))).Message;
        Assert.Contains("AzureWebJobsStorage__accountName", refused, StringComparison.Ordinal);
        Assert.Contains("AzureWebJobsStorage__tableServiceUri", refused, StringComparison.Ordinal);
        Assert.Contains("Storage__Kind", refused, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused);
        Assert.Equal(StorageKind.Local, Read(true, (key, value), ("Storage:Kind", "Local")).Kind);
        Assert.Equal(StorageKind.Memory, Read(true, (key, value), ("Storage:Kind", "Memory")).Kind);
    }

    [Fact]
    public void Read_WhenTheFunctionsHostHasStartedIt_ListensOnAFreePortOfThisMachineWhateverIsSet()
    {
        ServiceOptions options = Read(true, ("Storage:Kind", "Local"), ("urls", "http://*:80"));
        Assert.Equal(["http://127.0.0.1:0"], options.Urls);
        Assert.True(options.IsBehindFunctionsHost);
    }

    [Theory]
    [InlineData("Storage:Kind", "Disk", "Local, Azure and Memory")]
    [InlineData("Storage:Kind", "1", "Local, Azure and Memory")]
    [InlineData("Storage:Kind", "Azure", "Storage__ConnectionString")]
    [InlineData("Storage:AccountName", "Not-An-Account", "3 to 24")]
    [InlineData("AzureWebJobsStorage:accountName", "Not-An-Account", "3 to 24")]
    [InlineData("AzureWebJobsStorage:blobServiceUri", "own", "absolute https URL")]
    [InlineData("AzureWebJobsStorage:tableServiceUri", "http://own.table.core.windows.net", "absolute https URL")]
    [InlineData("urls", "http://localhost:0", "127.0.0.1")]
    [InlineData("Storage:Prefix", "9a", "lower-case")]
    [InlineData("Storage:Prefix", "Up", "lower-case")]
    [InlineData("PublicUrl", "example.org", "absolute")]
    [InlineData("PublicUrl", "ftp://example.org", "absolute")]
    [InlineData("PublicUrl", "https://x.example/base?x=1", "without query")]
    [InlineData("PublicUrl", "https://x.example/base#x", "without query")]
    [InlineData("urls", "https://localhost:1", "http URLs")]
    [InlineData("urls", "7071", "http URLs")]
    [InlineData("urls", "http://127.0.0.1:99999", "http URLs")]
    [InlineData("Portal:Name", "a name of more than forty characters, which is too long", "at most 40")]
    [InlineData("Portal:Colour", "red", "#b3261e")]
    [InlineData("Portal:Colour", "#b3261", "#b3261e")]
    [InlineData("Limits:FrameCacheBytes", "-1", "from 0")]
    [InlineData("Limits:MaxWaitingCommands", "many", "from 1")]
    [InlineData("Limits:MaxRequestBytesInFlight", "5", "from 16777216")]
    [InlineData("Limits:MaxQueues", "0", "from 1")]
    [InlineData("Limits:MaxPartitions", "0", "from 1")]
    [InlineData("Limits:DiskReserveBytes", "-1", "from 0")]
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

    [Theory]
    [InlineData("Storage:Pth", "Storage:Path")]
    [InlineData("storage:pth", "Storage:Path")]
    [InlineData("Access:AdminKeys", "Access:AdminKey")]
    [InlineData("Cors:Origin", "Cors:Origins")]
    [InlineData("Limits:Typo", "Limits:FrameCacheBytes")]
    [InlineData("Cors:Origins:0", "one text")]
    public void Read_WhenAKeyOfItsOwnIsNotKnown_RefusesItWithoutItsValue(string key, string allowed)
    {
        string message = Assert.Throws<OptionsException>(() => Read((key, "hidden"))).Message;
        Assert.Contains(key.TrimEnd('0', ':'), message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(allowed, message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AzureWebJobsStorage:credential")]
    [InlineData("AzureFunctionsJobHost:logging:logLevel:Function")]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("OTEL_SERVICE_NAME")]
    [InlineData("ASPNETCORE_HTTP_PORTS")]
    [InlineData("DOTNET_gcServer")]
    [InlineData("WEBSITE_SITE_NAME")]
    public void Read_WhenAKeyIsOfThePlatform_LetsItBe(string key) =>
        Assert.Equal(StorageKind.Local, Read((key, "x")).Kind);

    [Theory]
    [InlineData("Storage:ConnectionString")]
    [InlineData("AzureWebJobsStorage")]
    public void Read_WhenAConnectionStringIsWrong_NamesTheKeyAndNotTheValue(string key)
    {
        string message = Assert.Throws<OptionsException>(() => Read((key, "AccountName=acc;AccountKey=hidden!"))).Message;
        Assert.StartsWith($"{key} is wrong", message, StringComparison.Ordinal);
        Assert.Contains("AccountKey is not base64", message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden!", message, StringComparison.Ordinal);
    }

    private static ServiceOptions Read(params (string Key, string Value)[] settings) => Read(false, settings);

    private static ServiceOptions Read(bool isBehindFunctionsHost, params (string Key, string Value)[] settings) =>
        OptionsReader.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
                .Build(),
            isBehindFunctionsHost);
}
