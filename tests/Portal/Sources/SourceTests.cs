using QueueService.Tests.Azurite;

namespace QueueService.Tests.Portal.Sources;

/// <summary>The sources of the portal by themselves, without a browser.</summary>
public sealed class SourceTests
{
    [Fact]
    public async Task Types_WhenChecked_HaveNoErrors() =>
        await AssertPassesAsync("typescript/bin/tsc", "-p", Folders.Sources);

    [Fact]
    public async Task UnitTests_WhenRun_Pass() => await AssertPassesAsync("vitest/vitest.mjs", "run");

    private static async Task AssertPassesAsync(string program, params string[] arguments)
    {
        await NpmFolder.EnsureAsync(Folders.Tests, CancellationToken.None);
        string path = Path.Combine(Folders.Tests, "node_modules", program);
        (int code, string output, string errors) = await Tool.RunAsync(
            Folders.Tests, "node", [path, .. arguments], ("NO_COLOR", "1"));
        Assert.True(code == 0, output + errors);
    }
}
