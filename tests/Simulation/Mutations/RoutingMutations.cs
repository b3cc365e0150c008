namespace QueueService.Tests.Simulation.Mutations;

/// <summary>Mistakes in exchanges; runs of exchanges must catch them.</summary>
internal static class RoutingMutations
{
    private const string Option = "--routing";
    private const string State = "Exchanges/State/ExchangeState.cs";
    private const string Publisher = "Routing/Publishing/Publisher.cs";

    public static IReadOnlyList<Mutation> All { get; } =
    [
        new(
            "copies-of-one-forgotten",
            "copies of a publish set out to all destinations but the last",
            new Edit(State, "in published.Departures)", "in published.Departures.SkipLast(1))"))
        {
            Option = Option,
        },
        new(
            "route-of-old-bindings",
            "a route is decided without a look at the end of the log",
            new Edit(
                "Exchanges/Commands/RouteCommand.cs",
                "public override int EventBytes => 0;",
                "public override int EventBytes => 0;\n    public override bool NeedsEndOfLog => false;"))
        {
            Option = Option,
        },
        new(
            "publish-overtakes",
            "what has one destination is sent there while earlier copies are on their way",
            new Edit(
                "Routing/Publishing/Distribution.cs",
                "_places.Count == 1 && !leaving.Contains(_places.First().Key)",
                "_places.Count == 1 && leaving.Count >= 0"))
        {
            Option = Option,
        },
        new(
            "copies-ended-too-far",
            "the exchange forgets all that is on its way when some has arrived",
            new Edit(
                "Exchanges/Commands/EndCopiesCommand.cs",
                "last is { } taken && taken < end ? taken : end",
                "end"))
        {
            Option = Option,
        },
        new(
            "copies-not-saved",
            "a snapshot of an exchange is loaded without what is on its way",
            new Edit(
                "Exchanges/Snapshots/ExchangeSnapshotCodec.cs",
                "            state.Restore(ReadOutbox(ref reader), frame => bytes[frame]);",
                "            _ = (ReadOutbox(ref reader), bytes);"))
        {
            Option = Option,
        },
        new(
            "copies-trimmed",
            "a snapshot of an exchange keeps no frame that copies are taken from",
            new Edit(
                "Exchanges/Snapshots/ExchangeSnapshotWriter.cs",
                "return new WrittenSnapshot(task.Reference, [], Kept(), bytes.Length)",
                "return new WrittenSnapshot(task.Reference, [], [], Kept().Count + bytes.Length)"))
        {
            Option = Option,
        },
        new(
            "unbound-still-matches",
            "a binding that was taken away goes on to match",
            new Edit(
                "Exchanges/State/BindingTable.cs",
                "        _removed.Add(id);",
                "        _links.Add(id, _kept[id]);"),
            new Edit(
                "Exchanges/State/BindingTable.cs",
                "        if (!_links.Remove(id))",
                "        _kept[id] = _links[id];\n        if (!_links.Remove(id))"),
            new Edit(
                "Exchanges/State/BindingTable.cs",
                "    private readonly MatchCollector _found = new();",
                "    private readonly MatchCollector _found = new();\n"
                + "    private readonly Dictionary<BindingId, Link> _kept = [];"))
        {
            Option = Option,
        },
        new(
            "alternate-beside-routes",
            "the alternate is asked also where there is a route",
            new Edit(
                "Routing/Publishing/RouteMap.cs",
                "reach is { IsEmpty: true, IsComplete: true } &&",
                "reach is { IsComplete: true } &&"))
        {
            Option = Option,
        },
        new(
            "found-refused-after-commit",
            "a publish that is durable is called refused when the process ends before all copies have arrived",
            new Edit(
                Publisher,
                "catch (Exception exception) when (exception is BrokerException or StorageUnavailableException",
                "catch (Exception exception) when (exception is NotSupportedException or StorageUnavailableException"))
        {
            Option = Option,
        },
        new(
            "dead-letter-forwarded-twice",
            "a dead letter sets out again although another process has sent it on its way",
            new Edit(
                "Partitions/Commands/ForwardCommand.cs",
                "is not { Hold: Hold.Held } entry",
                "is not { IsAside: true } entry"))
        {
            Option = Option,
        },
        new(
            "dead-letter-ended-by-first-copy",
            "a dead letter is gone from the queue in which it died when the first of its copies has arrived",
            new Edit(
                "Partitions/State/PartitionState.Transfers.cs",
                "if (--entry.Copies == 0)",
                "if (--entry.Copies >= 0 && Find(entry.Sequence) is not null)"))
        {
            Option = Option,
        },
        new(
            "dead-letter-held-for-good",
            "a dead letter that had no way when it died is never looked at again",
            new Edit(
                "Routing/DeadLetters/DeadLetterForwarder.cs",
                "if (partition.IsHolding)",
                "if (partition.IsHolding && partition.Id.Index < 0)"))
        {
            Option = Option,
        },
    ];
}
