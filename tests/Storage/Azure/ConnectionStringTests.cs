using Azure.Data.Tables;
using Azure.Storage.Blobs;
using QueueService.Storage.Azure;

namespace QueueService.Tests.Storage.Azure;

public sealed class ConnectionStringTests
{
    private const string Key = "c2VjcmV0LXNlY3JldA==";

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData("AccountName=acc;accountkey=" + Key + ";", "https://acc.table.core.windows.net/", "acc")]
    [InlineData(
        "AccountName=acc;AccountKey=" + Key + ";DefaultEndpointsProtocol=http;EndpointSuffix=core.example",
        "http://acc.table.core.example/",
        "acc")]
    [InlineData(
        "AccountName=acc;AccountKey=" + Key + ";TableEndpoint=https://own.example/x", "https://own.example/x", "acc")]
    [InlineData(
        "BlobEndpoint=https://b.example;TableEndpoint=https://t.example;SharedAccessSignature=sv=1&sig=a%3D",
        "https://t.example/",
        "")]
    public void Tables_WhenTheStringIsGood_AreWhereItSays(string text, string endpoint, string name)
    {
        var account = new AzureAccount(new AzureStoreOptions { ConnectionString = text });

        var tables = account.Tables(new TableClientOptions());
        var blobs = account.Blobs(new BlobClientOptions());

        Assert.Equal(endpoint, tables.Uri.AbsoluteUri);
        Assert.Equal(name.Length > 0, blobs.CanGenerateAccountSasUri);
        if (name.Length > 0)
            Assert.Equal((name, name), (tables.AccountName, blobs.AccountName));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("AccountName=acc", "AccountKey")]
    [InlineData("AccountKey=" + Key, "AccountName")]
    [InlineData("AccountName=;AccountKey=" + Key, "AccountName is empty")]
    [InlineData("AccountName=acc;AccountKey=secret-secret!", "AccountKey is not base64")]
    [InlineData("AccountName=acc;AccountName=acc;AccountKey=" + Key, "twice")]
    [InlineData("AccountName=acc;secret-secret", "not a known name")]
    [InlineData("AccountName=acc;AccountKey=" + Key + ";BlobEndpoint=secret-secret", "BlobEndpoint")]
    [InlineData("SharedAccessSignature=secret-secret;BlobEndpoint=https://b.example", "TableEndpoint")]
    [InlineData("UseDevelopmentStorage=maybe", "UseDevelopmentStorage")]
    [InlineData("AccountName=acc;AccountKey=" + Key + ";SharedAccessSignature=sig=secret-secret", "one of AccountKey")]
    [InlineData("AccountName=acc;AccountKey=" + Key + ";EndpointSuffix=secret-secret ,", "do not make an address")]
    [InlineData("AccountName=acc;AccountKey=" + Key + ";DefaultEndpointsProtocol=ftp", "do not make an address")]
    public void Check_WhenAPartIsWrong_NamesItAndShowsNoSecret(string text, string expected)
    {
        var failure = Assert.Throws<FormatException>(() => ConnectionString.Check(text));

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-secret", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("qs", true)]
    [InlineData("a1", true)]
    [InlineData("", false)]
    [InlineData("1a", false)]
    [InlineData("Qs", false)]
    [InlineData("q-s", false)]
    [InlineData("aaaaaaaaaabbbbbbbbbbccccccccccddddddddddx", false)]
    public void From_WhenPrefixIsGiven_TakesItOnlyIfItFitsAllNames(string prefix, bool valid)
    {
        if (valid)
            Assert.Equal(new AzureNames($"{prefix}log", $"{prefix}docs", $"{prefix}-blobs"), AzureNames.From(prefix));
        else
            Assert.Throws<FormatException>(() => AzureNames.From(prefix));
    }
}
