using System.Text.RegularExpressions;

namespace QueueService.Tests.Core.Tidy;

/// <summary>The rules of style that a compiler does not know. Each tells the places where a tree breaks it.</summary>
internal static partial class TidyRules
{
    private const int LongestFile = 400;
    private const int LongestMethod = 70;
    private const int LongestLine = 120;

    /// <summary>Tests whose lines are longer still; a folder leaves this list when it was put right.</summary>
    private static readonly string[] WideFolders =
    [
        "tests/Azurite", "tests/Chaos", "tests/Functions", "tests/FunctionsHost", "tests/Infra", "tests/Secrets",
        "tests/Simulation", "tests/Storage/Azure",
    ];

    /// <summary>Speaks of the errors and options of Amazon SQS that are not made here.</summary>
    private static readonly string[] ForeignReadmes =
        ["functions/Sqs/README.md", "infra/README.md", "tests/FunctionsHost/README.md"];

    private static readonly string[] BannedFolders = ["Models", "Helpers", "Interfaces", "Utils", "Common"];

    /// <summary>The folders of the core; each names only those before it.</summary>
    private static readonly string[] Layers =
    [
        "Wire", "Storage", "Features", "Replication", "Transfers", "Partitions", "Exchanges", "Access", "Audit",
        "Queues", "Routing", "Topics",
    ];

    private static readonly string[] Leftovers =
        ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "NotImplemented" + "Exception"];

    public static IEnumerable<string> LongFiles(SourceTree tree) =>
        tree.Code.Where(file => file.Lines.Length > LongestFile).Select(file => file.Path);

    /// <summary>
    /// Relies on the layout that the build enforces: the braces of a member stand alone, indented as its first line.
    /// </summary>
    public static IEnumerable<string> LongMethods(SourceTree tree)
    {
        foreach (SourceFile file in tree.Code)
        {
            string[] lines = file.Lines;
            for (int open = 1; open < lines.Length; open++)
            {
                if (!Brace().IsMatch(lines[open]))
                    continue;
                string indent = lines[open][..^1];
                int first = Array.FindLastIndex(lines, open - 1, line => Begins(line, indent));
                int last = Array.FindIndex(
                    lines, open, line => line.StartsWith($"{indent}}}", StringComparison.Ordinal));
                if (first >= 0 && !OfType().IsMatch(lines[first]) && last - first + 1 > LongestMethod)
                    yield return file.At(first + 1);
            }
        }

        static bool Begins(string line, string indent) => line.Length > indent.Length
            && line.StartsWith(indent, StringComparison.Ordinal) && line[indent.Length] != ' ';
    }

    public static IEnumerable<string> LongLines(SourceTree tree) =>
        from file in tree.Code
        where !WideFolders.Any(file.IsIn)
        from line in file.Lines.Index()
        where line.Item.Length > LongestLine
        select file.At(line.Index + 1);

    public static IEnumerable<string> FoldersByKind(SourceTree tree) =>
        from file in tree.Code
        where BannedFolders.Contains(Path.GetFileName(file.Folder), StringComparer.OrdinalIgnoreCase)
        select file.Path;

    /// <summary>Code of the core that names a folder which is not below its own.</summary>
    public static IEnumerable<string> LayerBreaks(SourceTree tree) =>
        from file in tree.Code
        where file.IsIn("core")
        let own = file.Path.Split('/') is [_, string folder, _, ..] ? Array.IndexOf(Layers, folder) : -1
        from line in file.Lines.Index()
        let named = Layer().Match(line.Item).Groups["layer"].Value
        where Array.IndexOf(Layers, named) > own
        select file.At(line.Index + 1);

    public static IEnumerable<string> WorkLeft(SourceTree tree) =>
        from file in tree.Code
        where Leftovers.Any(word => file.Text.Contains(word, StringComparison.Ordinal))
        select file.Path;

    public static IEnumerable<string> DeadLinks(SourceTree tree) =>
        from readme in tree.Readmes
        from match in Link().Matches(readme.Text)
        let target = match.Groups["target"].Value.Split('#')[0]
        where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
        where !Path.Exists(Path.Combine(readme.Folder, target))
        select $"{readme.Path} -> {target}";

    /// <summary>Names in backticks that look like those of types or files of code, and are none.</summary>
    public static IEnumerable<string> UnknownNames(SourceTree tree)
    {
        HashSet<string> words = [.. tree.Named.SelectMany(file => Word().Matches(file.Text)).Select(
            word => word.Value)];
        string[] files = [.. tree.Code.Select(file => $"/{file.Path}")];
        return
            from readme in tree.Readmes
            where !ForeignReadmes.Contains(readme.Path)
            from name in Quoted().Matches(readme.Text).Select(match => match.Groups["name"].Value)
            where FileName().IsMatch(name)
                ? !files.Any(file => file.EndsWith($"/{name}", StringComparison.Ordinal))
                : TypeName().IsMatch(name) && !name.Split('.').All(words.Contains)
            select $"{readme.Path}: {name}";
    }

    [GeneratedRegex(@"^ +\{$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Brace();

    [GeneratedRegex(@"\b(class|struct|record|interface|enum)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OfType();

    [GeneratedRegex(@"^using (static )?QueueService\.(?<layer>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Layer();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"`(?<name>[^`\n]+)`", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\w+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"^[\w./-]+\.cs$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FileName();

    [GeneratedRegex(
        @"^([A-Z][a-z0-9]+){2,}(\.[A-Z]\w*)*$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex TypeName();
}
