using System.Reflection;

namespace QueueService.Tests.Infra;

/// <summary>Where the files are that these tests read.</summary>
internal static class Repository
{
    public static readonly string TestsFolder = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => string.Equals(metadata.Key, "InfraTestsFolder", StringComparison.Ordinal)).Value!;

    public static readonly string Root = Path.GetFullPath(Path.Combine(TestsFolder, "..", ".."));

    public static readonly string Infra = Path.Combine(Root, "infra");

    /// <summary>Paths from the root, with forward slashes, of files that are not made by a build.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj" or "node_modules"))
            .Order(StringComparer.Ordinal),
    ];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));
}
