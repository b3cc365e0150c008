using Microsoft.Extensions.Configuration;
using QueueService.Functions.Access;
using QueueService.Functions.Hosting;

namespace QueueService.Tests.Functions.Access;

public sealed class AccessOptionsTests
{
    /// <summary>Not a setting: it stands for the start by the Functions host.</summary>
    private const string Host = "started by the Functions host";
    private const string Secret = "0123456789-0123456789-0123456789";
    private const string Master = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private static readonly (string, string?) Local = ("Storage:Kind", "Local");

    [Theory]
    [InlineData("http://127.0.0.1:7071", false)]
    [InlineData("http://localhost:7071;http://[::1]:7072", false)]
    [InlineData("http://*:80", true)]
    [InlineData("http://0.0.0.0:80", true)]
    [InlineData("http://queues.example:80", true)]
    [InlineData("http://127.0.0.1:7071;http://10.0.0.1:80", true)]
    [InlineData("http://127.0.0.1.example:80", true)]
    public void Read_WhenNoModeIsSet_DependsOnWhoCanConnect(string urls, bool needsKeys)
    {
        AccessMode mode = needsKeys ? AccessMode.Keys : AccessMode.Off;
        Assert.Equal(mode, Read(("urls", urls)).Mode);
        Assert.Equal(AccessMode.Keys, Read(("urls", urls), (Host, "7071"), Local).Mode);
        Assert.Equal(AccessMode.Keys, Read(("urls", urls), ("Access:Mode", "keys")).Mode);
    }

    [Fact]
    public void Read_WhenTheServerIsToldOfMoreAddresses_DependsOnThemToo()
    {
        Assert.Equal(AccessMode.Keys, Read(("Kestrel:Endpoints:Http:Url", "http://0.0.0.0:7497")).Mode);
        Assert.Equal(AccessMode.Off, Read(("Kestrel:Endpoints:Http:Url", "http://127.0.0.1:7497")).Mode);
        Assert.Contains(
            "http://*:7497",
            Refusal(("Kestrel:Endpoints:Http:Url", "http://*:7497"), ("Access:Mode", "Off")),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://*:80", null)]
    [InlineData("http://127.0.0.1:7071", "7071")]
    public void Read_WhenItIsToBeOffWhereOthersCanConnect_SaysWhyAndWhatToSet(string urls, string? host)
    {
        string message = Refusal(("urls", urls), (Host, host), Local, ("Access:Mode", "Off"));
        Assert.Contains(host is null ? urls : "Functions host", message, StringComparison.Ordinal);
        Assert.Contains("Access:AdminKey", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData("Access:Mode", "On", "Keys and Off")]
    [InlineData("Access:AdminKey", "admin", "id:secret")]
    [InlineData("Access:AdminKey", "admin:short-and-secret", "32")]
    [InlineData("Access:AdminKey", "a b:" + Secret, "id:secret")]
    [InlineData("Access:MasterKey", "c2VjcmV0", "32 bytes")]
    [InlineData("Access:MasterKey", "***secret***", "32 bytes")]
    [InlineData("Access:PreviousMasterKey", "***secret***", "32 bytes")]
    [InlineData("Access:EntraRoles", "Queues.Admin=admin", "WEBSITE_AUTH_ENABLED")]
    [InlineData("Cors:Origins", "https://a.example/path", "https://example.org")]
    [InlineData("Cors:Origins", "example.org", "https://example.org")]
    public void Read_WhenAValueIsWrong_NamesTheKeyAndNoSecret(string key, string value, string allowed)
    {
        string message = Refusal((key, value));
        Assert.Contains(key, message, StringComparison.Ordinal);
        Assert.Contains(allowed, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        if (key.EndsWith("Key", StringComparison.Ordinal))
            Assert.DoesNotContain(value, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Queues.Admin")]
    [InlineData("=admin")]
    [InlineData("Queues.Admin=king")]
    [InlineData("Queues.Admin=admin:a b")]
    public void Read_WhenRolesOfEntraAreWrong_SaysWhatIsAllowed(string roles) => Assert.Contains(
        "Orders.Sender=sender:orders-*",
        Refusal((Host, "1"), Local, ("WEBSITE_AUTH_ENABLED", "True"), ("Access:EntraRoles", roles)),
        StringComparison.Ordinal);

    [Fact]
    public void Read_WhenKeysAreKeptInAzure_NeedsAMasterKey()
    {
        (string, string?)[] azure = [("Storage:AccountName", "account1"), (Host, "1")];
        Assert.Contains("Access:MasterKey is not set", Refusal(azure), StringComparison.Ordinal);
        Assert.NotNull(Read([.. azure, ("Access:MasterKey", Master)]).MasterKey);
        Assert.Null(Read(("Storage:AccountName", "account1")).MasterKey);
    }

    [Fact]
    public void GetOrCreate_WhenTheFolderHasNoMasterKey_MakesOneForItsUserAlone()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            MasterKeyFile.GetOrCreate(folder);
            string path = Path.Combine(folder, "master.key");
            byte[] key = File.ReadAllBytes(path);
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            MasterKeyFile.GetOrCreate(folder);
            Assert.Equal(key, File.ReadAllBytes(path));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
                Assert.Contains("chmod 600", Assert.Throws<OptionsException>(() => MasterKeyFile.GetOrCreate(folder)).Message, StringComparison.Ordinal);
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            File.WriteAllText(path, "damaged");
            Assert.Contains("backup", Assert.Throws<OptionsException>(() => MasterKeyFile.GetOrCreate(folder)).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Refusal(params (string Key, string? Value)[] settings) =>
        Assert.Throws<OptionsException>(() => Read(settings)).Message;

    private static AccessOptions Read(params (string Key, string? Value)[] settings) => OptionsReader.Read(
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings
                .Where(setting => setting.Key is not Host)
                .Select(setting => KeyValuePair.Create(setting.Key, setting.Value)))
            .Build(),
        settings.Any(setting => setting is { Key: Host, Value: not null })).Access;
}
