namespace QueueService.Tests.Simulation.Mutations;

/// <summary>Mistakes in how frames are committed, followed and trimmed.</summary>
internal static class CommitMutations
{
    private const string Commit = "Replication/Loop/PartitionLoop.Commit.cs";
    private const string Committer = "Replication/Loop/Committer.cs";
    private const string Contest = "Replication/Loop/Contest.cs";
    private const string Keeper = "Replication/Snapshots/SnapshotKeeper.cs";
    private const string Cleaner = "Replication/Snapshots/SnapshotCleaner.cs";
    private const string Written = "Replication/Snapshots/WrittenSnapshot.cs";
    private const string Replica = "Replication/Loop/Replica.cs";

    public static IReadOnlyList<Mutation> All { get; } =
    [
        new(
            "apply-before-append",
            "the frame is applied before it is known to be durable",
            new Edit(
                Commit,
                "CommitOutcome outcome = await _committer.CommitAsync(replica.Head, frame);",
                """
                LogHead expected = replica.Head;
                replica.Committed(expected, frame, draft);
                CommitOutcome outcome = await _committer.CommitAsync(expected, frame);
                """),
            new Edit(
                Commit,
                "replica.Committed(outcome.Head, frame, draft);",
                "await CatchUpAsync();")),
        new(
            "reply-early",
            "replies leave before the append",
            new Edit(
                Commit,
                "NewFrame frame = Encode(replica, draft);",
                "NewFrame frame = Encode(replica, draft); Reply(replica.Machine);")),
        new(
            "reply-before-doubt-is-settled",
            "an append without an answer is taken for done",
            new Edit(
                Committer,
                "_ => await PersistAsync(() => ResolveAsync(expected, frame)) with { WasInDoubt = true },",
                "_ => new CommitOutcome(CommitStatus.Committed, expected with { Last = frame.Number }),")),
        new(
            "doubt-is-refusal",
            "an append without an answer is taken for refused",
            new Edit(
                Committer,
                "_ => await PersistAsync(() => ResolveAsync(expected, frame)) with { WasInDoubt = true },",
                "_ => Refused(\"No answer.\", null),")),
        new(
            "retry-as-new-frame",
            "after a lost answer the events are sent again as another frame",
            new Edit(
                Committer,
                """
                        if (head.Last > expected.Last)
                            return new CommitOutcome(CommitStatus.Contested);
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
            new Edit(Contest, "stored.Commit == frame.Commit", "stored.Number == frame.Number")),
        new(
            "own-frame-not-recognised",
            "after a lost answer one's own frame is taken for another's, and decided again",
            new Edit(
                Committer, "head.Last == frame.Number && head.Commit == frame.Commit", "head.Last < frame.Number"),
            new Edit(Contest, "stored.Commit == frame.Commit", "stored.Number != frame.Number")),
        new(
            "conflict-with-itself-is-lost",
            "a frame that the store met when it was sent again on the way is taken for another's, and decided again",
            new Edit(
                Contest, "stored.Commit == frame.Commit ? CommitStatus.Committed : CommitStatus.Lost", "CommitStatus.Lost")),
        new(
            "gone-frame-is-lost",
            "a contested frame that was trimmed meanwhile is taken for another's, and decided again",
            new Edit(Contest, "            && draft.IsLostIn(machine, frame.Number))\n", "            )\n")),
        new(
            "contest-doubt-is-refusal",
            "a contest that the store does not settle at once is given up and answered as refused",
            new Edit(Committer, "when (contest is null or { Verdict: CommitStatus.Unknown })", "when (contest is null)")),
        new(
            "clock-not-compared",
            "a process whose clock is hours ahead commits all the same",
            new Edit(
                "Replication/Loop/ClockGuard.cs",
                "        if (clock.IsOffAt(now))\n        {\n            // A process",
                "        if (now.Year < 2000)\n        {\n            // A process")),
        new(
            "clock-seen-only-by-answers",
            "a clock that is set between two answers of the store is not noticed",
            new Edit("Storage/StoreClock.cs", "TimeSpan since = time.GetElapsedTime(last.At);", "TimeSpan since = now - _seen;"),
            new Edit("Storage/StoreClock.cs", "            _last = next;\n", "            (_last, _seen) = (next, time.GetUtcNow());\n"),
            new Edit(
                "Storage/StoreClock.cs",
                "    private volatile Comparison? _last;\n",
                "    private volatile Comparison? _last;\n    private DateTimeOffset _seen;\n")),
        new(
            "decisions-kept-after-conflict",
            "after a conflict the old decisions are sent again instead of deciding anew",
            new Edit(
                Commit,
                """
                            case CommitStatus.Lost:
                                return false;
                """,
                """
                            case CommitStatus.Lost:
                                return await CommitAsync(draft);
                """)),
        new(
            "conflict-not-followed",
            "after a conflict only the head is read, not the frames",
            new Edit(Replica, "while (head.Last > Machine.LastFrame)", "while (head.Last.Value < 0)")),
        new(
            "end-of-log-not-confirmed",
            "an empty receive is answered from the replica without a look at the log",
            new Edit(Commit, "if (!_services.Store.HasOtherWriters || !(_waiting", "if (true || !(_waiting")),
        new(
            "snapshot-failure-fails-replies",
            "replies wait for the snapshot after their commit and fail with it",
            new Edit(
                Commit,
                """
                                replica.Committed(outcome.Head, frame, draft);
                                Reply(replica.Machine);
                """,
                """
                                replica.Committed(outcome.Head, frame, draft);
                """),
            new Edit(
                Commit,
                "_snapshots.Committed(replica, draft.EventCount == 0);",
                """
                _snapshots.Committed(replica, draft.EventCount == 0);
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
            new Edit(Cleaner, "[.. named.BlobNames(_id)], named.Kept)", "[.. named.BlobNames(_id)], [])")),
        new(
            "trim-past-snapshot",
            "one frame more is trimmed than the snapshot covers",
            new Edit(
                Cleaner,
                "await partition.Log.TrimAsync(named.Frame, kept, CancellationToken.None);",
                "await partition.Log.TrimAsync(named.Frame.Next, kept, CancellationToken.None);")),
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
