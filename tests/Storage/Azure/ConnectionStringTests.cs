using QueueService.Storage.Azure;

namespace QueueService.Tests.Storage.Azure;

public sealed class ConnectionStringTests
{
    private const string Key = "c2VjcmV0LXNlY3JldA==";

    [Fact]
    public void Parse_WhenEmulatorIsMeant_GivesItsPublishedAccount()
    {
        var account = ConnectionString.Parse("UseDevelopmentStorage=true");

        Assert.Equal("http://127.0.0.1:10000/devstoreaccount1", account.BlobEndpoint.AbsoluteUri);
        Assert.Equal("http://127.0.0.1:10002/devstoreaccount1", account.TableEndpoint.AbsoluteUri);
        Assert.Equal("devstoreaccount1", account.AccountName);
        Assert.Equal(64, account.AccountKey!.Length);
    }

    [Theory]
    [InlineData("", "https://acc.table.core.windows.net/")]
    [InlineData(";DefaultEndpointsProtocol=http;EndpointSuffix=core.example", "http://acc.table.core.example/")]
    [InlineData(";TableEndpoint=https://tables.example/x/", "https://tables.example/x")]
    public void Parse_WhenThereIsAKey_MakesTheEndpoint(string more, string endpoint)
    {
        var account = ConnectionString.Parse($"AccountName=acc;accountkey={Key}{more};");

        Assert.Equal(endpoint, account.TableEndpoint.AbsoluteUri);
        Assert.Equal(Convert.FromBase64String(Key), account.AccountKey);
        Assert.Null(account.SharedAccessSignature);
    }

    [Fact]
    public void Parse_WhenThereIsASignature_KeepsItWithoutTheQuestionMark()
    {
        var account = ConnectionString.Parse(
            "BlobEndpoint=https://b.example;TableEndpoint=https://t.example;SharedAccessSignature=?sv=1&sig=a%3D");

        Assert.Equal("sv=1&sig=a%3D", account.SharedAccessSignature);
        Assert.Null(account.AccountKey);
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
    public void Parse_WhenAPartIsWrong_NamesItAndShowsNoSecret(string text, string expected)
    {
        var failure = Assert.Throws<FormatException>(() => ConnectionString.Parse(text));

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
