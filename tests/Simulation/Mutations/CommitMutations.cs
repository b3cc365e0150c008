namespace QueueService.Tests.Simulation.Mutations;

/// <summary>Mistakes in how frames are committed, followed and trimmed.</summary>
internal static class CommitMutations
{
    private const string Cycle = "Partitions/Loop/PartitionLoop.Cycle.cs";
    private const string Committer = "Partitions/Loop/Committer.cs";
    private const string Keeper = "Partitions/Loop/SnapshotKeeper.cs";
    private const string Cleaner = "Partitions/Loop/SnapshotCleaner.cs";
    private const string Written = "Partitions/Loop/WrittenSnapshot.cs";
    private const string Replica = "Partitions/Loop/Replica.cs";

    public static IReadOnlyList<Mutation> All { get; } =
    [
        new(
            "apply-before-append",
            "the frame is applied before it is known to be durable",
            new Edit(
                Cycle,
                "CommitOutcome outcome = await _committer.CommitAsync(replica.Head, frame);",
                """
                LogHead expected = replica.Head;
                replica.Committed(expected, frame, draft.Now, draft.Events);
                CommitOutcome outcome = await _committer.CommitAsync(expected, frame);
                """),
            new Edit(
                Cycle,
                "replica.Committed(outcome.Head, frame, draft.Now, draft.Events);",
                "await CatchUpAsync();"),
            new Edit(Cycle, "replica.Committed(replica.Head, frame, draft.Now, draft.Events);", "")),
        new(
            "reply-early",
            "replies leave before the append",
            new Edit(
                Cycle,
                "NewFrame frame = Encode(replica, draft);",
                "NewFrame frame = Encode(replica, draft); Reply(state);")),
        new(
            "reply-before-doubt-is-settled",
            "an append without an answer is taken for done",
            new Edit(
                Committer,
                "_ => await ResolveAsync(expected, frame),",
                "_ => new CommitOutcome(CommitStatus.Committed),")),
        new(
            "doubt-is-refusal",
            "an append without an answer is taken for refused",
            new Edit(
                Committer,
                "_ => await ResolveAsync(expected, frame),",
                "_ => Refused(\"No answer.\", null),")),
        new(
            "retry-as-new-frame",
            "after a lost answer the events are sent again as another frame",
            new Edit(
                Committer,
                """
                            if (head.Last > expected.Last)
                                return await JudgeAsync(frame);
                            AppendOutcome again = await log.AppendAsync(expected, frame);
                """,
                """
                            AppendOutcome again = await log.AppendAsync(
                                head, frame with { Number = head.Last.Next, Commit = new(frame.Commit.Value + 1) });
                """)),
        new(
            "commit-id-ignored",
            "after a lost answer any frame with the number is taken for one's own",
            new Edit(Committer, "head.Last == frame.Number && head.Commit == frame.Commit", "head.Last == frame.Number"),
            new Edit(Committer, "stored.Commit == frame.Commit", "stored.Number == frame.Number")),
        new(
            "own-frame-not-recognised",
            "after a lost answer one's own frame is taken for another's, and decided again",
            new Edit(
                Committer, "head.Last == frame.Number && head.Commit == frame.Commit", "head.Last < frame.Number"),
            new Edit(Committer, "stored.Commit == frame.Commit", "stored.Number != frame.Number")),
        new(
            "decisions-kept-after-conflict",
            "after a conflict the old decisions are sent again instead of deciding anew",
            new Edit(
                Cycle,
                """
                                await CatchUpAsync();
                                return false;
                """,
                """
                                await CatchUpAsync();
                                return await CommitAsync(draft);
                """)),
        new(
            "conflict-not-followed",
            "after a conflict only the head is read, not the frames",
            new Edit(Replica, "while (head.Last > State.LastFrame)", "while (head.Last.Value < 0)")),
        new(
            "end-of-log-not-confirmed",
            "an empty receive is answered from the replica without a look at the log",
            new Edit(Cycle, "if (!_services.Store.HasOtherWriters || !(_waiting", "if (true || !(_waiting")),
        new(
            "snapshot-failure-fails-replies",
            "replies wait for the snapshot after their commit and fail with it",
            new Edit(
                Cycle,
                """
                                replica.Committed(outcome.Head, frame, draft.Now, draft.Events);
                                Reply(state);
                """,
                """
                                replica.Committed(outcome.Head, frame, draft.Now, draft.Events);
                """),
            new Edit(
                Cycle,
                "_snapshots.Committed(replica, draft.Events.Count == 0);",
                """
                _snapshots.Committed(replica, draft.Events.Count == 0);
                if (_snapshots.Writing is { } writing && await writing is null)
                    throw new StorageUnavailableException("The snapshot could not be stored.");
                """),
            new Edit(
                Keeper,
                "    public void Committed(Replica replica, bool isEmpty)\n",
                """
                    public Task<WrittenSnapshot?>? Writing => _writing;

                    public void Committed(Replica replica, bool isEmpty)

                """)),
        new(
            "trim-too-early",
            "frames are trimmed although messages in them are still to be read",
            new Edit(Cleaner, "[.. named.BlobNames(id)], named.Kept)", "[.. named.BlobNames(id)], [])")),
        new(
            "trim-past-snapshot",
            "one frame more is trimmed than the snapshot covers",
            new Edit(
                Cleaner,
                "await log.TrimAsync(named.Frame, kept, CancellationToken.None);",
                "await log.TrimAsync(named.Frame.Next, kept, CancellationToken.None);")),
        new(
            "trim-never",
            "the log is never trimmed",
            new Edit(Cleaner, "        if (kept is not null)\n", "        if (kept is not null && kept.Count < 0)\n")),
        new(
            "snapshots-never-deleted",
            "superseded snapshots stay",
            new Edit(Cleaner, "        foreach (string name in old)\n", "        foreach (string name in old.Skip(999))\n")),
        new(
            "older-snapshot-published",
            "a snapshot is named although the log names a newer one",
            new Edit(Written, "|| Reference.Frame > other.Frame)", "|| Reference.Frame != other.Frame)")),
    ];
}
