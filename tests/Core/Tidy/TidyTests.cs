using System.Text.RegularExpressions;

namespace QueueService.Tests.Core.Tidy;

/// <summary>The rules of style that a compiler does not know.</summary>
public sealed partial class TidyTests
{
    private const int LongestFile = 400;
    private const int LongestLine = 120;
    private static readonly string Root = FindRoot();
    private static readonly string[] BannedFolders = ["Models", "Helpers", "Interfaces", "Utils", "Common"];
    private static readonly string[] Leftovers = ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "NotImplemented" + "Exception"];

    [Fact]
    public void Files_WhenTheyAreCode_AreShort() => Assert.DoesNotContain(
        Code(), file => File.ReadLines(file).Count() > LongestFile);

    [Fact]
    public void Lines_WhenTheyAreProductCode_FitTheScreen() => Assert.Empty(
        Code().Where(file => !Relative(file).StartsWith("tests", StringComparison.Ordinal))
            .SelectMany(file => File.ReadLines(file).Select((line, n) => (Line: line, Place: $"{Relative(file)}:{n + 1}")))
            .Where(found => found.Line.Length > LongestLine)
            .Select(found => found.Place));

    [Fact]
    public void Folders_WhenNamed_AreNamedBySubject() => Assert.DoesNotContain(
        Code().Select(file => Path.GetFileName(Path.GetDirectoryName(file)!)),
        folder => BannedFolders.Contains(folder, StringComparer.OrdinalIgnoreCase));

    [Fact]
    public void Code_WhenCommitted_HasNothingLeftToDo() => Assert.Empty(
        Code().Where(file => Leftovers.Any(word => File.ReadAllText(file).Contains(word, StringComparison.Ordinal)))
            .Select(Relative));

    [Fact]
    public void Readmes_WhenTheyLink_LinkToWhatIsThere() => Assert.Empty(
        Files("README.md").SelectMany(readme => Link().Matches(File.ReadAllText(readme))
            .Select(match => match.Groups["target"].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal))
            .Where(target => !Path.Exists(Path.Combine(Path.GetDirectoryName(readme)!, target)))
            .Select(target => $"{Relative(readme)} -> {target}")));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Link();

    private static IEnumerable<string> Code() => Files("*.cs");

    private static IEnumerable<string> Files(string pattern) => Directory
        .EnumerateFiles(Root, pattern, SearchOption.AllDirectories)
        .Where(file => !Relative(file).Split('/', '\\').Any(part => part is "bin" or "obj" or "node_modules" or ".git"));

    private static string Relative(string file) => Path.GetRelativePath(Root, file);

    private static string FindRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "QueueService.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
