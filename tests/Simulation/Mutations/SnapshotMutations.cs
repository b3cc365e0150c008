namespace QueueService.Tests.Simulation.Mutations;

/// <summary>Mistakes in how snapshots are taken, written and read beside the loop.</summary>
internal static class SnapshotMutations
{
    private const string Writer = "Partitions/Snapshots/QueueSnapshotWriter.cs";

    public static IReadOnlyList<Mutation> All { get; } =
    [
        new(
            "named-part-deleted",
            "parts that the snapshot in the log has kept from the one before are deleted with that",
            new Edit(
                "Replication/Snapshots/SnapshotCleaner.cs",
                "&& !keep.Contains(blob.Name)",
                "&& !(keep.Contains(blob.Name) && blob.Name.Contains($\"{named.Frame.Value:x16}-\"))")),
        new(
            "part-of-other-snapshot-named",
            "a snapshot is named with parts that another process may have deleted meanwhile",
            new Edit(
                "Replication/Snapshots/WrittenSnapshot.cs",
                "named == Behind || Parts.All(part => part.Part.Frame == Reference.Frame)",
                "named == Behind || Parts.Count >= 0")),
        new(
            "part-of-older-snapshot-kept",
            "a snapshot is written with parts that the one in the log does not name",
            new Edit(
                "Replication/Snapshots/SnapshotParts.cs",
                "part => part.NamedBy != named &&",
                "part => part.NamedBy != named && part.NamedBy is null &&")),
        new(
            "snapshot-of-later-state",
            "messages are written as they are when their turn comes, under the frame at which the snapshot was taken",
            new Edit("Partitions/State/PartitionState.Snapshot.cs", "        _capture?.Keep(entry);\n", "")),
        new(
            "snapshot-taken-beside",
            "the state is taken when the loop has gone on already, under the frame before that",
            new Edit(
                "Replication/Snapshots/SnapshotUpload.cs",
                "        SnapshotWriter writer = replica.Machine.Capture(\n",
                "        await Task.Delay(TimeSpan.FromSeconds(1), services.Time, stopping);\n"
                + "        SnapshotWriter writer = replica.Machine.Capture(\n")),
        new(
            "captured-runs-changed",
            "unread runs change under the snapshot that is being written of them",
            new Edit("Partitions/State/UnreadRuns.cs", "if (_chunks[chunk].IsFrozen)", "if (chunk < 0)")),
        new(
            "part-taken-for-unchanged",
            "a part of unread runs is kept although only its first chunk is as it was",
            new Edit(Writer, "for (int n = 0; n < part.Count; n++)", "for (int n = 0; n < 1; n++)")),
        new(
            "expired-ids-restored",
            "deduplication ids at the front of a kept part count again although they have expired",
            new Edit("Partitions/Codec/SnapshotPartCodec.cs", "if (skip-- <= 0)", "if (skip-- <= int.MaxValue)")),
        new(
            "later-replay-not-counted",
            "what came while a snapshot was written is taken for covered by it",
            new Edit(
                "Replication/Loop/Replica.cs",
                "        ReplayBytes -= taken.ReplayBytes;\n",
                "        ReplayBytes = 0;\n")),
    ];
}
