using System.Diagnostics;
using System.Reflection;

namespace QueueService.Tests.FunctionsHost;

/// <summary>The package as it is deployed: what <c>dotnet publish</c> makes of the program.</summary>
public static class Package
{
    private static readonly Lazy<Task<string>> Shared = new(PublishSharedAsync);

    /// <summary>Published once a process, and removed at its end.</summary>
    public static Task<string> PublishOnceAsync() => Shared.Value;

    /// <summary>Publishes with the very command that <c>azd</c> gives.</summary>
    public static async Task PublishAsync(string folder)
    {
        string project = typeof(Package).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key is "ProgramFolder").Value!;
        var start = new ProcessStartInfo("dotnet", ["publish", project, "-c", "Release", "--output", folder, "-v", "q"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using Process publish = Process.Start(start)!;
        string output = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        if (publish.ExitCode != 0)
            throw new InvalidOperationException($"dotnet publish failed: {output}");
    }

    private static async Task<string> PublishSharedAsync()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("queue-service-package");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        await PublishAsync(folder.FullName);
        return folder.FullName;
    }
}
