using System.Reflection;

namespace QueueService.Tests.Azurite;

/// <summary>The emulator's files, installed from the lock file beside this project.</summary>
internal static class AzuriteInstallation
{
    private static readonly string Folder = typeof(AzuriteInstallation).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => string.Equals(metadata.Key, "AzuriteFolder", StringComparison.Ordinal)).Value!;

    public static string Program => Path.Combine(Folder, "node_modules", "azurite", "dist", "src", "azurite.js");

    public static string ParentWatch => Path.Combine(Folder, "exit-with-parent.cjs");

    /// <summary>Installs the emulator if it is missing or older than the lock file.</summary>
    public static Task EnsureAsync(CancellationToken cancellationToken) => NpmFolder.EnsureAsync(Folder, cancellationToken);
}
