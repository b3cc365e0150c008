using System.Diagnostics;
using System.Reflection;

namespace QueueService.Tests.Azurite;

/// <summary>The emulator's files, installed from the lock file beside this project.</summary>
internal static class AzuriteInstallation
{
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(100);

    private static readonly string Folder = typeof(AzuriteInstallation).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => string.Equals(metadata.Key, "AzuriteFolder", StringComparison.Ordinal)).Value!;

    public static string Program => Path.Combine(Folder, "node_modules", "azurite", "dist", "src", "azurite.js");

    public static string ParentWatch => Path.Combine(Folder, "exit-with-parent.cjs");

    /// <summary>Installs the emulator if it is missing or older than the lock file.</summary>
    public static async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (IsCurrent())
            return;
        await using var exclusive = await LockAsync(cancellationToken);
        if (!IsCurrent())
            await InstallAsync(cancellationToken);
    }

    private static bool IsCurrent()
    {
        var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        var wanted = new FileInfo(Path.Combine(Folder, "package-lock.json"));
        return installed.Exists && installed.LastWriteTimeUtc >= wanted.LastWriteTimeUtc;
    }

    // Several test assemblies may start at once, each in its own process.
    private static async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(Folder, "obj", "install.lock");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(LockPoll, cancellationToken);
            }
        }
    }

    private static async Task InstallAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci"])
        {
            UseShellExecute = false,
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var npm = Process.Start(start) ?? throw new InvalidOperationException("npm could not be started.");
        var output = npm.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = npm.StandardError.ReadToEndAsync(cancellationToken);
        await npm.WaitForExitAsync(cancellationToken);
        if (npm.ExitCode != 0)
            throw new InvalidOperationException($"npm ci failed: {await output}{await errors}");
    }
}
