namespace QueueService.Tests.Simulation.Mutations;

/// <summary>Mistakes in the rules of the state machine.</summary>
internal static class StateMutations
{
    private const string Apply = "Partitions/State/PartitionState.Apply.cs";
    private const string Purge = "Partitions/State/PartitionState.Purge.cs";
    private const string Snapshot = "Partitions/State/PartitionState.Snapshot.cs";
    private const string Holds = "Partitions/State/PartitionState.Holds.cs";
    private const string Groups = "Partitions/State/GroupOrder.cs";
    private const string Draft = "Partitions/Drafts/QueueDraft.cs";
    private const string Receipt = "Partitions/Commands/ReceiptCommand.cs";

    public static IReadOnlyList<Mutation> All { get; } =
    [
        new(
            "deduplication-not-restored",
            "a snapshot is loaded without its deduplication ids",
            new Edit(Snapshot, "            state.Deduplication.Add(entry);", "            _ = entry;")),
        new(
            "deduplication-forgets-draft",
            "two sends with one id in the same cycle do not see each other",
            new Edit(
                Draft,
                "key, Now)\n        ?? (_deduplication is not null && "
                + "_deduplication.TryGetValue(key, out SequenceNumber found) ? found : null);",
                "key, Now);"),
            new Edit(Draft, "(_deduplication ??= []).Add(key, message);", "(_deduplication ??= [])[key] = message;")),
        new(
            "deduplication-window-short",
            "ids are forgotten after ten seconds",
            new Edit(
                "Limits.cs",
                "DeduplicationWindow = TimeSpan.FromMinutes(5);",
                "DeduplicationWindow = TimeSpan.FromSeconds(10);")),
        new(
            "deduplication-never-ends",
            "ids are never forgotten",
            new Edit(
                "Partitions/State/DeduplicationTable.cs",
                "&& entry.ExpiresAt > now ?",
                "&& entry.ExpiresAt.UnixMilliseconds > 0 ?"),
            new Edit(Apply, "        Deduplication.ForgetExpired(time);\n", "")),
        new(
            "group-not-blocked",
            "a message of a group in flight does not hold back those behind it",
            new Edit(
                Groups,
                "bool isReady = group.First is { IsReady: true };",
                """
                bool isReady = false;
                for (MessageEntry? entry = group.First; entry is not null; entry = entry.NextInGroup)
                    isReady |= entry.IsReady;
                """),
            new Edit(
                Groups,
                "if (_next is { IsReady: true } entry",
                """
                while (_next is { IsReady: false })
                    _next = _next.NextInGroup;
                if (_next is { IsReady: true } entry
                """)),
        new(
            "visibility-ignored",
            "a message of visibility timeouts below two seconds can be received again at once",
            new Edit(Holds, "else if (visibleAt <= Clock)", "else if (visibleAt <= Clock + TimeSpan.FromSeconds(2))")),
        new(
            "extension-forgotten",
            "an extension is answered, but changes nothing",
            new Edit(
                Apply,
                "Rehold(Used(extended.Message, time), Hold.InFlight, extended.VisibleAt);",
                "Get(extended.Message);")),
        new(
            "delay-forgotten",
            "a delayed message can be received at once",
            new Edit(
                "Partitions/Commands/SendCommand.cs",
                "delay > TimeSpan.Zero ? draft.Now + delay : null,",
                "null,")),
        new(
            "expired-delivered",
            "messages are delivered past their retention",
            new Edit(
                "Partitions/State/PartitionState.Retention.cs",
                "Timestamp end = Clock + -Settings.Retention;",
                "Timestamp end = Clock + -Limits.MaxRetention;")),
        new(
            "count-not-raised",
            "a second delivery does not raise the receive count",
            new Edit(
                Apply,
                "entry.ReceiveCount++;",
                "entry.ReceiveCount += entry.FirstReceivedAt is null || entry.ReceiveCount > 1 ? 1 : 0;")),
        new(
            "claims-ignored",
            "two receives of one cycle may get the same message",
            new Edit(Draft, "entry.Claim = Id;\n        return true;", "return true;")),
        new(
            "stale-receipt-accepted",
            "a receipt is accepted after somebody else has received the message",
            new Edit(Receipt, "entry.ReceiveCount == receipt.ReceiveCount && ", "")),
        new(
            "fifo-receipt-outlives-timeout",
            "on a FIFO queue a receipt is accepted after its timeout",
            new Edit(Receipt, " && !(entry.IsReady && state.Queue.IsFifo)", "")),
        new(
            "process-clock-decides",
            "frames carry the time of the process, also where the partition is ahead of it",
            new Edit(
                "Replication/Loop/PartitionLoop.Cycle.cs",
                "new DraftTerms(++_drafts, machine.Clock, ",
                "new DraftTerms(++_drafts, now, ")),
        new(
            "acknowledged-comes-back",
            "an acknowledgement only hides the message for an hour",
            new Edit(
                Apply,
                "foreach (SequenceNumber message in acknowledged.Messages)\n"
                + "                    RemoveTouched(Used(message, time));",
                "foreach (SequenceNumber message in acknowledged.Messages)\n"
                + "                    Rehold(Get(message), Hold.InFlight, time + TimeSpan.FromSeconds(5));")),
        new(
            "retention-ends-at-receive",
            "a message that was received does not expire any more, and holds its group back",
            new Edit(
                "Partitions/State/PartitionState.Retention.cs",
                "if (entry.Hold != Hold.Leaving && entry.AgeBucket is null)",
                "if (entry.Hold != Hold.Leaving && entry.ReceiveCount == 0 && entry.AgeBucket is null)"),
            new Edit(
                "Partitions/State/PartitionState.Retention.cs",
                "        _ages.Remove(entry);\n        entry.IsExpired = true;",
                "        entry.IsExpired = true;")),
        new(
            "skipped-never-wanted",
            "messages that were skipped while their group was blocked are not loaded when it is free again",
            new Edit(Groups, "bool isWanted = group.Skipped.Count > 0", "bool isWanted = group.Skipped.Count < 0")),
        new(
            "skipped-overtaken",
            "messages of a group overtake those that were skipped while it was blocked",
            new Edit(Groups, "(known.Skipped.Count > 0 || (known.First", "(false || (known.First"),
            new Edit(Groups, "isReady && group.First!.Sequence <= group.LoadedUpTo", "isReady"),
            new Edit(Groups, "\n                    && entry.Sequence <= _group.Value.LoadedUpTo", "")),
        new(
            "receive-ends-with-the-frame",
            "a receive that has set aside all that a frame can hold answers that there is nothing",
            new Edit(
                "Partitions/Commands/ReceiveCommand.cs",
                "if (dead.IsFull)\n            return Decision.Defer;\n",
                "")),
        new(
            "purge-forgets-in-flight",
            "a purge leaves messages in flight and their frames behind",
            new Edit(Apply, "Purge(purged.End);", "RemoveUnread(new SequenceNumber(1), purged.End);")),
        new(
            "purge-takes-what-leaves",
            "a purge forgets messages that are on their way to another queue",
            new Edit(
                Purge,
                "foreach (MessageEntry entry in outbox.Pending)",
                "foreach (MessageEntry entry in outbox.Pending.Take(0))")),
        new(
            "purge-forgets-schedule",
            "messages that were hidden when the queue was emptied come back when their time is over",
            new Edit(
                Purge,
                "(_schedule, _ages, _expired, _expiredBytes) = (new(), new(), [], 0);",
                "(_ages, _expired, _expiredBytes) = (new(), [], 0);")),
        new(
            "delay-raised-for-new-ones",
            "a raised delay of a FIFO queue does not hide the messages that are there",
            new Edit(Apply, "        ShowDelayed();\n        HideDelayed();\n", "        ShowDelayed();\n")),
        new(
            "delay-not-restored",
            "a snapshot is loaded without hiding what is delayed",
            new Edit(Snapshot, "        state.HideDelayed();\n", "")),
    ];
}
