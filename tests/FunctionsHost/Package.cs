using System.Diagnostics;
using System.Reflection;

namespace QueueService.Tests.FunctionsHost;

/// <summary>The package as it is deployed: what <c>dotnet publish</c> makes of the program.</summary>
public static class Package
{
    private static readonly Lazy<Task<string>> Shared = new(PublishSharedAsync);

    private static readonly string ProgramFolder = typeof(Package).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key is "ProgramFolder").Value!;

    /// <summary>Published once a process, and removed at its end.</summary>
    public static Task<string> PublishOnceAsync() => Shared.Value;

    /// <summary>Publishes with the very command that <c>azd</c> gives.</summary>
    public static async Task PublishAsync(string folder)
    {
        await DotnetAsync("publish", ProgramFolder, "-c", "Release", "--output", folder, "-v", "q");
    }

    /// <summary>What <c>dotnet run</c> would start; not while a package is being published.</summary>
    public static async Task<string> RunCommandAsync() => (await DotnetAsync(
        "msbuild", ProgramFolder, "-nologo", "-restore", "-target:ComputeRunArguments", "-getProperty:RunCommand")).Trim();

    private static async Task<string> DotnetAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using Process dotnet = Process.Start(start)!;
        string output = await dotnet.StandardOutput.ReadToEndAsync();
        await dotnet.WaitForExitAsync();
        return dotnet.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"dotnet {arguments[0]} failed: {output}");
    }

    private static async Task<string> PublishSharedAsync()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("queue-service-package");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        await PublishAsync(folder.FullName);
        return folder.FullName;
    }
}
