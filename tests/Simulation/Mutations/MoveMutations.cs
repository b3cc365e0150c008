namespace QueueService.Tests.Simulation.Mutations;

/// <summary>Mistakes in moves between partitions.</summary>
internal static class MoveMutations
{
    private const string Transfers = "Partitions/State/PartitionState.Transfers.cs";
    private const string Arrive = "Partitions/Commands/ArriveCommand.cs";
    private const string Compare = "Transfers/TransferDraft.cs";
    private const string Mover = "Transfers/TransferMover.cs";

    public static IReadOnlyList<Mutation> All { get; } =
    [
        new(
            "transfer-number-forgotten",
            "a snapshot is loaded without the transfers that were taken",
            new Edit(
                "Partitions/State/PartitionState.Snapshot.cs",
                "            state.Inbox.Restore(source, last);",
                "            _ = (source, last);")),
        new(
            "arrival-taken-twice",
            "transfers are taken without a look at their numbers",
            new Edit(Compare, "if (first > taken.Plus(1))", "if (first.Value < 0)"),
            new Edit(Compare, "last <= taken ?", "last.Value < 0 ?"),
            new Edit(Arrive, "in messages.Skip((int)(taken.Value + 1 - first.Value))", "in messages")),
        new(
            "transfer-ended-too-far",
            "the source forgets all that is on its way when some has arrived",
            new Edit(
                Transfers,
                "outbox.Pending.Count > 0 && outbox.FirstPending <= finished.Last",
                "outbox.Pending.Count > 0")),
        new(
            "transfer-ended-first",
            "the source is told that all has arrived before it has",
            new Edit(
                Mover,
                "            if (await load.ArriveAsync(",
                "            await source.EndAsync(batch.Destination, last);\n            if (await load.ArriveAsync(")),
        new(
            "moves-not-resumed",
            "nobody takes up moves that were interrupted",
            new Edit(
                "Queues/MoveResumer.cs",
                "            Resume(marker.Partition);",
                "            _ = marker;"),
            new Edit("Queues/PartitionCare.cs", "if (partition.IsLeaving || (", "if (false && (")),
        new(
            "wrong-content-moved",
            "a move takes the content of the first message of a frame",
            new Edit("Partitions/Moves/MessageSource.cs", "contents[item.Index]", "contents[0]")),
        new(
            "dead-letter-one-late",
            "a message is delivered once more than the queue allows",
            new Edit(
                "Partitions/Commands/DeadLetters.cs",
                "entry.OwnReceives >= _setting.MaxReceiveCount",
                "entry.OwnReceives > _setting.MaxReceiveCount")),
        new(
            "redrive-takes-in-flight",
            "a redrive moves messages that a consumer holds",
            new Edit(
                "Partitions/Commands/MoveCommand.cs",
                "entry is not { IsReady: true } and",
                "entry is null or { Hold: Hold.Leaving } and"),
            new Edit(
                "Queues/Redrive/RedriveStep.cs",
                "await partition.SendAsync(\n                new PeekCommand(PeekState.Visible, task.Next[index].Plus(-1), "
                + "Limits.MaxPageSize))",
                "await partition.SendAsync(new LocateCommand(\n                ["
                + ".. Enumerable.Range(0, Limits.MaxPageSize).Select(task.Next[index].Plus)]))")),
    ];
}
