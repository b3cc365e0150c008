namespace QueueService.Tests.Core.Tidy;

/// <summary>Each rule sees what breaks it, on a tree that is made up.</summary>
public sealed class TidyRulesTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("tidy-").FullName;

    private SourceTree Tree => new(_root);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void LongFiles_WhenAFileHasALineTooMany_NamesIt()
    {
        Write("core/Long.cs", Lines(401));
        Write("core/Short.cs", Lines(400));
        Write("core/obj/Generated.cs", Lines(500));
        Assert.Equal(["core/Long.cs"], TidyRules.LongFiles(Tree));
    }

    [Fact]
    public void LongMethods_WhenOneHasALineTooMany_NamesItsFirstLine()
    {
        string[] type = ["internal sealed class Any", "{"];
        Write("core/Short.cs", [.. type, .. Method("    void Short()", 70), "}"]);
        string[] lambda = Method("    int Long() => Run(() =>", 71);
        Write("core/Long.cs", [.. type, .. Method("    void Short()", 70), .. lambda, "}"]);
        Write("core/Nested.cs", [.. type, .. Method("    private sealed class Other", 90), "}"]);
        Assert.Equal(["core/Long.cs:73"], TidyRules.LongMethods(Tree));
    }

    [Fact]
    public void LongMethods_WhenParametersHaveLinesOfTheirOwn_CountsThem()
    {
        string[] head = ["    void Long(", "        int one,", "        int two)"];
        Write("core/Any.cs", ["class Any", "{", .. head, .. Method("", 70)[1..], "}"]);
        Assert.Equal(["core/Any.cs:3"], TidyRules.LongMethods(Tree));
    }

    [Fact]
    public void LongLines_WhenALineIsTooWide_NamesIt()
    {
        Write("core/Any.cs", "short", new string('x', 121), new string('x', 120));
        Write("tests/Core/Any.cs", new string('x', 121));
        Assert.Equal(["core/Any.cs:2", "tests/Core/Any.cs:1"], TidyRules.LongLines(Tree).Order());
    }

    [Fact]
    public void FoldersByKind_WhenOneIsNamedByKind_NamesWhatIsThere()
    {
        Write("core/helpers/Any.cs", "x");
        Write("core/Queues/Helpers.cs", "x");
        Assert.Equal(["core/helpers/Any.cs"], TidyRules.FoldersByKind(Tree));
    }

    [Fact]
    public void LayerBreaks_WhenAFolderNamesOneAboveIt_NamesTheLine()
    {
        Write("core/Partitions/Loop/Any.cs", "using QueueService.Storage;", "using QueueService.Queues.Peek;");
        Write("core/Queues/Any.cs", "using QueueService.Partitions;", "using System.Text;");
        Write("core/Any.cs", "using QueueService.Wire;");
        Write("tests/Core/Any.cs", "using QueueService.Queues;");
        Assert.Equal(["core/Any.cs:1", "core/Partitions/Loop/Any.cs:2"], TidyRules.LayerBreaks(Tree).Order());
    }

    [Theory]
    [InlineData("// TO" + "DO: later")]
    [InlineData("throw new NotImplemented" + "Exception();")]
    public void WorkLeft_WhenAFileSpeaksOfIt_NamesIt(string line)
    {
        Write("core/Any.cs", line);
        Write("core/Done.cs", "done");
        Assert.Equal(["core/Any.cs"], TidyRules.WorkLeft(Tree));
    }

    [Fact]
    public void DeadLinks_WhenATargetIsNotThere_NamesIt()
    {
        Write("core/README.md", "[a](Any.cs) [b](Gone.cs#x) [c](https://example.org/gone) [d](#here) [e](../core)");
        Write("core/Any.cs", "x");
        Assert.Equal(["core/README.md -> Gone.cs"], TidyRules.DeadLinks(Tree));
    }

    [Fact]
    public void UnknownNames_WhenCodeHasNoneOfThatName_NamesThem()
    {
        Write("core/Loop/SomeThing.cs", "class SomeThing { int MaxWait; }");
        Write(
            "core/README.md",
            "`SomeThing` `SomeThing.MaxWait` `SomeThing.MinWait` `GoneThing` `Loop/SomeThing.cs` `Loop/Gone.cs`",
            "`Queue` `some text` `--option` `404`");
        Assert.Equal(
            ["core/README.md: SomeThing.MinWait", "core/README.md: GoneThing", "core/README.md: Loop/Gone.cs"],
            TidyRules.UnknownNames(Tree));
    }

    private void Write(string path, params string[] lines)
    {
        string file = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllLines(file, lines);
    }

    private static string[] Lines(int count) => [.. Enumerable.Repeat("// code", count)];

    /// <summary>A member of so many lines, its head and its braces included.</summary>
    private static string[] Method(string head, int count) =>
        [head, "    {", .. Enumerable.Repeat("        Call();", count - 3), "    }"];
}
