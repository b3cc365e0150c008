namespace QueueService.Tests.Core.Tidy;

/// <summary>This repository keeps the rules.</summary>
public sealed class TidyTests
{
    private static readonly SourceTree Tree = SourceTree.OfRepository();

    [Fact]
    public void Files_WhenTheyAreCode_AreShort() => Assert.Empty(TidyRules.LongFiles(Tree));

    [Fact]
    public void Methods_WhenTheyAreCode_FitTheScreen() => Assert.Empty(TidyRules.LongMethods(Tree));

    [Fact]
    public void Lines_WhenTheyAreCode_FitTheScreen() => Assert.Empty(TidyRules.LongLines(Tree));

    [Fact]
    public void Folders_WhenNamed_AreNamedBySubject() => Assert.Empty(TidyRules.FoldersByKind(Tree));

    [Fact]
    public void Folders_WhenTheyAreOfTheCore_NameOnlyThoseBelow() => Assert.Empty(TidyRules.LayerBreaks(Tree));

    [Fact]
    public void Code_WhenCommitted_HasNothingLeftToDo() => Assert.Empty(TidyRules.WorkLeft(Tree));

    [Fact]
    public void Readmes_WhenTheyLink_LinkToWhatIsThere() => Assert.Empty(TidyRules.DeadLinks(Tree));

    [Fact]
    public void Readmes_WhenTheyNameCode_NameWhatIsThere() => Assert.Empty(TidyRules.UnknownNames(Tree));
}
