using System.Diagnostics;

namespace QueueService.Tests.Infra.Azd;

/// <summary>azd publishes the package and the image at the same time, from the same projects.</summary>
public sealed class PublishTests
{
    [Theory]
    [InlineData("functions")]
    [InlineData("core")]
    public async Task Image_WhenPublished_HasFoldersOfItsOwn(string project)
    {
        string package = await IntermediateFolderAsync(project);
        string image = await IntermediateFolderAsync(
            project, "-p:RuntimeIdentifier=linux-x64", "-p:ContainerRepository=queue-service/mqtt");

        Assert.Equal(Path.Combine(Repository.Root, project, "obj"), package);
        Assert.StartsWith(Path.Combine(Repository.Root, "obj", "image"), image, StringComparison.Ordinal);
    }

    private static async Task<string> IntermediateFolderAsync(string project, params string[] properties)
    {
        string folder = Path.Combine(Repository.Root, project);
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (string argument in (string[])["msbuild", folder, "-getProperty:BaseIntermediateOutputPath", .. properties])
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        // MSBuild takes either slash.
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(output.Trim().Replace('\\', '/'), folder));
    }
}
