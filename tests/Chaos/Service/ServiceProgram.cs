using System.Diagnostics;

namespace QueueService.Tests.Chaos.Service;

/// <summary>The program under test.</summary>
internal static class ServiceProgram
{
    private const string FileName = "QueueService.dll";

    /// <summary>The program that was built together with this one.</summary>
    public static string Built => Path.Combine(AppContext.BaseDirectory, FileName);

    /// <summary>Publishes the service as a user would and returns the program's path.</summary>
    public static async Task<string> PublishAsync(string folder, CancellationToken cancellationToken)
    {
        string project = Path.Combine(RepositoryRoot(), "functions");
        using Process publish = Process.Start(new ProcessStartInfo(
            "dotnet", ["publish", project, "-c", "Release", "-v", "q", "-p:Portable=true", "-o", folder])
        {
            UseShellExecute = false,
        })!;
        await publish.WaitForExitAsync(cancellationToken);
        return publish.ExitCode == 0
            ? Path.Combine(folder, FileName)
            : throw new InvalidOperationException($"dotnet publish ended with exit code {publish.ExitCode}.");
    }

    private static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "QueueService.sln")))
            folder = folder.Parent;
        return folder?.FullName
            ?? throw new InvalidOperationException($"QueueService.sln is not above {AppContext.BaseDirectory}.");
    }
}
