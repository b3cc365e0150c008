using System.Text.Json;

namespace QueueService.Tests.Portal.Build;

/// <summary>Builds of the program where Node is not to be found.</summary>
public sealed class MissingNodeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("portal-build");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Build_WhenNodeIsMissing_GoesOnAndEmbedsTheReason()
    {
        (int code, string output, string errors) = await MakeAsync();
        Assert.True(code == 0, errors);
        string[] names =
        [
            .. JsonSerializer.Deserialize<JsonElement>(output)
                .GetProperty("Items").GetProperty("EmbeddedResource").EnumerateArray()
                .Select(item => item.GetProperty("LogicalName").GetString()!),
        ];
        Assert.Equal(["portal.missing"], names);
        Assert.StartsWith(
            "Node 20.19 or newer was not found when this was built.",
            await File.ReadAllTextAsync(Made + ".missing.txt"),
            StringComparison.Ordinal);
        Assert.False(File.Exists(Made + ".stamp"), "The next build must look for Node again.");
    }

    [Theory]
    [InlineData("CI")]
    [InlineData("_IsPublishing")]
    public async Task Build_WhenNodeIsMissingAndThePortalMustNotBe_Fails(string property)
    {
        (int code, _, string errors) = await MakeAsync($"-p:{property}=true");
        Assert.NotEqual(0, code);
        Assert.Contains("No portal: Node 20.19 or newer was not found", errors, StringComparison.Ordinal);
    }

    private string Made => Path.Combine(_folder.FullName, "portal");

    private Task<(int Code, string Output, string Errors)> MakeAsync(params string[] properties)
    {
        string dotnet = Environment.ProcessPath!;
        DirectoryInfo commands = _folder.CreateSubdirectory("bin");
        File.CreateSymbolicLink(Path.Combine(commands.FullName, "sh"), "/bin/sh");
        string[] arguments =
        [
            "msbuild", Folders.Program, "-t:EmbedPortal", "-getItem:EmbeddedResource", $"-p:PortalMade={Made}",
            "-nodeReuse:false", .. properties,
        ];
        return Tool.RunAsync(_folder.FullName, dotnet, arguments, ("PATH", commands.FullName), ("CI", null));
    }
}
