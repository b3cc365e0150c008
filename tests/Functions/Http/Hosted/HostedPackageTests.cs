using System.IO.Compression;
using System.Net;
using System.Reflection.PortableExecutable;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using QueueService.Tests.Azurite;
using QueueService.Tests.FunctionsHost;

namespace QueueService.Tests.Functions.Http.Hosted;

/// <summary>The package by itself: what is in it, and what it makes of wrong settings.</summary>
[SupportedOSPlatform("linux")]
public sealed class HostedPackageTests : PackageTestBase
{
    private const UnixFileMode NotExecutable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    [Fact]
    public void Package_WhenPublished_HasWhatTheHostNeeds()
    {
        foreach (string file in (string[])["host.json", "worker.config.json", "functions.metadata", "extensions.json", "QueueService.dll"])
            Assert.True(File.Exists(Path.Combine(PackageFolder, file)), file);
        Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(PackageFolder, ".azurefunctions")));
        Assert.Empty(Directory.EnumerateFiles(PackageFolder, "packages.lock.json", SearchOption.AllDirectories));
        Assert.Empty(Directory.EnumerateFiles(PackageFolder, "local.settings.json", SearchOption.AllDirectories));
    }

    [Fact]
    public void Package_WhenPublished_IsCompiledAheadAndRunsOnTheRuntimeOfTheHost()
    {
        foreach (string name in (string[])["QueueService.dll", "QueueService.Core.dll"])
        {
            using PEReader program = new(File.OpenRead(Path.Combine(PackageFolder, name)));
            Assert.NotEqual(0, program.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size);
        }

        Assert.Empty(Directory.EnumerateFiles(PackageFolder, "*coreclr*", SearchOption.AllDirectories));
        Assert.Empty(Directory.EnumerateFiles(PackageFolder, "System.Private.CoreLib.dll", SearchOption.AllDirectories));
    }

    /// <summary>The SDK of the worker has <c>dotnet run</c> look for <c>func</c>; here it takes part in publishing alone.</summary>
    [Fact]
    public async Task Program_WhenItIsRunByDotnet_IsNotTheHostsMatter()
    {
        Assert.Equal("QueueService", Path.GetFileName(await Package.RunCommandAsync()));
        string built = AppContext.BaseDirectory;
        Assert.True(File.Exists(Path.Combine(built, "QueueService.dll")));
        Assert.False(File.Exists(Path.Combine(built, "functions.metadata")));
        Assert.False(File.Exists(Path.Combine(built, "worker.config.json")));
    }

    [Fact]
    public async Task Package_WhenZippedAndUnpacked_IsSmallEnoughAndServes()
    {
        string zip = Path.Combine(Folder, "package.zip");
        await ZipFile.CreateFromDirectoryAsync(PackageFolder, zip, Deadline);
        Assert.InRange(new FileInfo(zip).Length, 1, 12_000_000);
        string unpacked = Path.Combine(Folder, "unpacked");
        await ZipFile.ExtractToDirectoryAsync(zip, unpacked, Deadline);
        await ServesAsync(unpacked);
    }

    [Fact]
    public async Task Package_WhenItLostItsExecutableBits_Serves()
    {
        string copy = Copy();
        foreach (string file in Directory.EnumerateFiles(copy))
            File.SetUnixFileMode(file, NotExecutable);
        await ServesAsync(copy);
    }

    [Fact]
    public async Task Worker_WhenConfigurationIsWrong_SaysSoAndTheHostGivesUp()
    {
        await using StandIn host = await StartAsync(PackageFolder, ("Storage__Kind", "Disk"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.WaitUntilReadyAsync(Deadline));
        Assert.Equal([2, 2, 2], host.ExitCodes);
        Assert.Contains(Log(), line => line.StartsWith("[Error] Storage:Kind is 'Disk'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ready_WhenTheStoreRefuses_SaysWhichAndWhyUntilItDoesNot()
    {
        await using AzuriteServer account = await AzuriteServer.StartAsync();
        string wrongKey = account.ConnectionString.Replace(
            AzuriteServer.AccountKey, Convert.ToBase64String(RandomNumberGenerator.GetBytes(64)), StringComparison.Ordinal);
        await using StandIn host = await StartAsync(PackageFolder, ("Storage__ConnectionString", wrongKey));
        await host.WaitUntilReadyAsync(Deadline);
        using HttpClient http = Client(host);
        string detail = "";
        await Eventually.UntilAsync(async () =>
        {
            using HttpResponseMessage answer = await http.GetAsync(new Uri("/readyz", UriKind.Relative));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            detail = await answer.Content.ReadAsStringAsync();
            return detail.Contains("check the key or signature", StringComparison.Ordinal);
        });
        Assert.Contains("Storage:ConnectionString", detail, StringComparison.Ordinal);
        using HttpResponseMessage alive = await http.GetAsync(new Uri("/healthz", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.Empty(host.ExitCodes);
    }

    private async Task ServesAsync(string package)
    {
        await using StandIn host = await StartAsync(package);
        await host.WaitUntilReadyAsync(Deadline);
        using HttpClient http = Client(host);
        await ServiceProcess.CallAsync(http, "PUT", "/v1/queues/q", "{}");
        Assert.Empty(host.ExitCodes);
    }

    private string Copy()
    {
        string copy = Path.Combine(Folder, "copy");
        foreach (string file in Directory.EnumerateFiles(PackageFolder, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(copy, Path.GetRelativePath(PackageFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }
}
