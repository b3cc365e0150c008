using System.Reflection;

namespace QueueService.Tests.Portal;

/// <summary>Where the sources of the portal, its tests and the program are.</summary>
internal static class Folders
{
    public static string Tests { get; } = typeof(Folders).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key is "PortalTestsFolder").Value!;

    public static string Program { get; } = Path.GetFullPath(Path.Combine(Tests, "..", "..", "functions"));

    public static string Sources { get; } = Path.Combine(Program, "Portal", "web");

    /// <summary>What the build made of the sources.</summary>
    public static string Made { get; } = Path.Combine(Program, "obj", "portal");
}
