using System.Text.Json;

namespace QueueService.Tests.Portal.Build;

/// <summary>What a browser loads, compressed by gzip as the worst that is served.</summary>
public sealed class BudgetTests
{
    private const int FirstPageBytes = 45 * 1024;
    private const int AnyPageBytes = 150 * 1024;
    private const int StyleBytes = 12 * 1024;
    private const string Entry = "index.html";
    private const string FirstPage = "src/pages/queues/QueuesPage.tsx";

    private static readonly Dictionary<string, JsonElement> Manifest =
        JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(
            File.ReadAllText(Path.Combine(Folders.Made, ".vite", "manifest.json")))!;

    [Fact]
    public void FirstPage_WhenLoaded_IsSmall() => Assert.InRange(Scripts(Entry, FirstPage), 1, FirstPageBytes);

    [Fact]
    public void AnyPage_WhenLoaded_IsSmallEnough() =>
        Assert.All(Pages(), page => Assert.InRange(Scripts(Entry, page), 1, AnyPageBytes));

    [Fact]
    public void Styles_WhenLoaded_AreSmall() => Assert.InRange(
        Manifest.Keys.SelectMany(Styles).Distinct(StringComparer.Ordinal).Sum(Compressed), 1, StyleBytes);

    private static IEnumerable<string> Pages() =>
        Manifest.Where(chunk => chunk.Value.TryGetProperty("isDynamicEntry", out _)).Select(chunk => chunk.Key);

    private static long Scripts(params string[] chunks) => chunks
        .SelectMany(Closure)
        .Distinct(StringComparer.Ordinal)
        .Sum(chunk => Compressed(Manifest[chunk].GetProperty("file").GetString()!));

    /// <summary>The chunk and all that it loads before it runs.</summary>
    private static IEnumerable<string> Closure(string chunk) =>
        List(chunk, "imports").SelectMany(Closure).Prepend(chunk);

    private static IEnumerable<string> Styles(string chunk) => List(chunk, "css");

    private static string[] List(string chunk, string member) =>
        Manifest[chunk].TryGetProperty(member, out JsonElement list)
            ? [.. list.EnumerateArray().Select(item => item.GetString()!)]
            : [];

    private static long Compressed(string file) => new FileInfo(Path.Combine(Folders.Made, file + ".gz")).Length;
}
