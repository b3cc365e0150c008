using QueueService.Tests.Infra.Syntax;

namespace QueueService.Tests.Infra;

/// <summary>The Bicep files of this repository, parsed once.</summary>
internal static class Infrastructure
{
    private static readonly Lazy<Task<IReadOnlyList<BicepFile>>> Parsed = new(() =>
        BicepFile.ReadAsync([.. Repository.Files("infra", "*.bicep").Select(path => (path, Repository.Read(path)))]));

    public static Task<IReadOnlyList<BicepFile>> FilesAsync() => Parsed.Value;

    public static async Task<BicepFile> FileAsync(string path) =>
        (await Parsed.Value).Single(file => string.Equals(file.Path, path, StringComparison.Ordinal));
}
