namespace QueueService.Tests.Simulation.Mutations;

public sealed class MutationTests
{
    private static readonly string[] ForQueues = ["--seeds", "1..10000", "--first"];

    /// <summary>The layer below queues has its own proof: counters catch its mistakes, too.</summary>
    private static readonly string[] ForCounters = [.. ForQueues, "--counters"];

    private static readonly string[] ForExchanges = [.. ForQueues, "--routing"];

    /// <summary>
    /// A few from each part of the engine, and all that was once found; the rest by command:
    /// <c>dotnet run -c Release --project tests/Simulation -- --mutation all</c>.
    /// </summary>
    [Fact]
    public void Run_WhenTheEngineHasAMistake_FindsIt()
    {
        (string Name, string[][] CommandLines)[] mistakes =
        [
            ("reply-early", [ForQueues, ForCounters]),
            ("trim-too-early", [ForQueues, ForCounters]),
            ("transfer-ended-first", [ForCounters]),
            ("route-of-old-bindings", [ForExchanges]),
            ("publish-overtakes", [ForExchanges]),
            ("found-refused-after-commit", [ForExchanges]),
            ("dead-letter-forwarded-twice", [ForExchanges]),
            .. ((string[])["group-not-blocked", "transfer-number-forgotten", "loop-replaced-before-it-ended"])
                .Concat(UndoneFixes.All.Select(mutation => mutation.Name))
                .Select(name => (name, (string[][])[ForQueues])),
        ];
        using MutantWorkshop workshop = new();

        // Two, so that one is built while the other runs.
        Parallel.ForEach(mistakes, new ParallelOptions { MaxDegreeOfParallelism = 2 }, mistake =>
        {
            Mutation mutation = Assert.Single(MutationList.Find(mistake.Name));
            (int ExitCode, string Output)[] runs = workshop.Run(mutation, mistake.CommandLines);
            foreach (((int exitCode, string told), string[] commandLine) in runs.Zip(mistake.CommandLines))
            {
                Assert.True(exitCode == 1, $"{mistake.Name} was not caught: {told}");
                Assert.Contains("Replay it with", told, StringComparison.Ordinal);
                Assert.All(commandLine[ForQueues.Length..], kind => Assert.Contains(kind, told, StringComparison.Ordinal));
            }
        });
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
