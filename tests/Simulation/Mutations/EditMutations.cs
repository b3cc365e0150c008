namespace QueueService.Tests.Simulation.Mutations;

/// <summary>Mistakes in what is done to single messages.</summary>
internal static class EditMutations
{
    private const string Command = "Partitions/Commands/EditCommand.cs";
    private const string Editing = "Partitions/State/PartitionState.Editing.cs";
    private const string Reject = "Partitions/Commands/RejectCommand.cs";

    public static IReadOnlyList<Mutation> All { get; } =
    [
        new(
            "edit-ignores-version",
            "a message is edited although it is not as it was seen",
            new Edit(Command, "entry.Frame != editing.Seen.Frame || entry.Index", "entry.Frame.Value < 0 || entry.Index"),
            new Edit(Command, "entry.Index != editing.Seen.Index", "entry.Index < 0"),
            new Edit("Queues/Named/MessageEditor.cs", "bool isSame = string.Equals(message.Version.ToString(), version, "
                + "StringComparison.Ordinal);", "bool isSame = version.Length > 0;")),
        new(
            "edit-takes-held-message",
            "a message is edited while a consumer holds it",
            new Edit(Command, "entry is { IsReady: false, Hold: Hold.InFlight }", "entry is { IsReady: false, Hold: Hold.Leaving }")),
        new(
            "edit-keeps-receipts",
            "a receipt from before an edit holds after it",
            new Edit(Editing, "SetHold(entry, Hold.None, time);", "SetHold(entry, entry.Hold, time);")),
        new(
            "edit-lost-in-replay",
            "a message that is edited and replayed sets out with its old content",
            new Edit(Command, "if (editing.Content is { } content)\n        {", "if (editing is { Content: { } content, Target: null })\n        {")),
        new(
            "edit-index-of-frame",
            "an edited message is looked for at the beginning of its frame",
            new Edit(Editing, "entry.Replace(frame, index, ", "entry.Replace(frame, index - index, ")),
        new(
            "edit-not-counted-in-frame",
            "a frame's messages are counted without those that were edited in it",
            new Edit("Partitions/State/PartitionState.Apply.cs", "Replace(replaced, number, index++, time);", "Replace(replaced, number, index, time);")),
        new(
            "delete-takes-held-message",
            "a message is deleted while a consumer holds it",
            new Edit(
                "Partitions/Commands/DeleteCommand.cs",
                "if (entry is { IsReady: false, Hold: Hold.InFlight })\n                return DeleteStatus.InFlight;\n",
                "")),
        new(
            "deleted-comes-back",
            "a deletion of a message that nobody has received is answered, but changes nothing",
            new Edit("Partitions/Commands/DeleteCommand.cs", "unread.Add(new SequenceRange(message, 1));", "_ = unread;")),
        new(
            "rejected-comes-back",
            "a rejection only gives the message back",
            new Edit(
                Reject,
                "        draft.StartTransfers(\n            MoveReason.Rejected,\n"
                + "            entries.Where((_, n) => holds[n]).Select(entry => (entry!, target.Of(entry!))));",
                "        _ = target;\n        draft.Add(new Released(draft.Now, messages));")),
        new(
            "detail-forgotten",
            "a snapshot is loaded without what was said of messages",
            new Edit(
                "Partitions/Codec/TraitsCodec.cs",
                "Detail = (flags & HasDetail) != 0 ? reader.Text() : null,",
                "Detail = (flags & HasDetail) != 0 && reader.Text().Length == 0 ? \"\" : null,")),
        new(
            "totals-not-restored",
            "a snapshot is loaded without the totals",
            new Edit(
                "Partitions/State/PartitionState.Snapshot.cs",
                "            state.BeginTotals(totals);",
                "            _ = totals;")),
    ];
}
