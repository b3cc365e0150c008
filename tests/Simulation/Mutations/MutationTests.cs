namespace QueueService.Tests.Simulation.Mutations;

public sealed class MutationTests
{
    /// <summary>
    /// A few from each part of the engine, and all that was once found; the rest by command:
    /// <c>dotnet run -c Release --project tests/Simulation -- --mutation all</c>.
    /// </summary>
    [Fact]
    public void Run_WhenTheEngineHasAMistake_FindsIt()
    {
        string[] names =
        [
            "reply-early", "trim-too-early", "group-not-blocked", "transfer-number-forgotten",
            "loop-replaced-before-it-ended",
            .. UndoneFixes.All.Select(mutation => mutation.Name),
        ];
        using MutantWorkshop workshop = new();
        foreach (string name in names)
        {
            Mutation mutation = Assert.Single(MutationList.Find(name));
            (int exitCode, string told) = MutantWorkshop.Dotnet(
                workshop.Build(mutation), "--seeds", "1..10000", "--first");
            Assert.True(exitCode == 1, $"{name} was not caught: {told}");
            Assert.Contains("Replay it with", told, StringComparison.Ordinal);
        }
    }

    /// <summary>The layer below queues has its own proof: counters catch its mistakes, too.</summary>
    [Fact]
    public void Run_WhenTheLayerBelowQueuesHasAMistake_CountersFindIt()
    {
        string[] names = ["reply-early", "trim-too-early", "transfer-ended-first"];
        using MutantWorkshop workshop = new();
        foreach (string name in names)
        {
            Mutation mutation = Assert.Single(MutationList.Find(name));
            (int exitCode, string told) = MutantWorkshop.Dotnet(
                workshop.Build(mutation), "--seeds", "1..10000", "--first", "--counters");
            Assert.True(exitCode == 1, $"{name} was not caught: {told}");
            Assert.Contains("--counters", told, StringComparison.Ordinal);
        }
    }

    /// <summary>And so are those of exchanges, by runs of their own.</summary>
    [Fact]
    public void Run_WhenExchangesHaveAMistake_FindsIt()
    {
        string[] names =
        [
            "route-of-old-bindings", "publish-overtakes", "found-refused-after-commit", "dead-letter-forwarded-twice",
        ];
        using MutantWorkshop workshop = new();
        foreach (string name in names)
        {
            Mutation mutation = Assert.Single(MutationList.Find(name));
            (int exitCode, string told) = MutantWorkshop.Dotnet(
                workshop.Build(mutation), "--seeds", "1..10000", "--first", mutation.Option!);
            Assert.True(exitCode == 1, $"{name} was not caught: {told}");
            Assert.Contains("--routing", told, StringComparison.Ordinal);
        }
    }

    /// <summary>Only a few are built here; a change of the engine must not quietly take the others their place.</summary>
    [Fact]
    public void Edits_WhenTheEngineHasChanged_StillFindTheirPlace()
    {
        string core = Path.Combine(MutantWorkshop.FindRoot(), "core");
        var lost = MutationList.All
            .SelectMany(mutation => mutation.Edits.Select(edit => (mutation.Name, edit.File, edit.Original)))
            .Where(place => File.ReadAllText(Path.Combine(core, place.File)).Split(place.Original).Length != 2);
        Assert.True(!lost.Any(), string.Join("\n", lost));
    }

    [Fact]
    public void List_WhenLookedAt_HasNoNameTwice() =>
        Assert.Equal(MutationList.All.Count, MutationList.All.DistinctBy(mutation => mutation.Name).Count());
}
