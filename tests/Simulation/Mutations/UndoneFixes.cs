namespace QueueService.Tests.Simulation.Mutations;

/// <summary>What this simulation has found in the engine, each put back as it was before it was mended.</summary>
internal static class UndoneFixes
{
    private const string Cycle = "Replication/Loop/PartitionLoop.Cycle.cs";

    public static IReadOnlyList<Mutation> All { get; } =
    [
        new(
            "found-live-snapshot-deleted",
            "the snapshot that the log names is taken for the superseded one and deleted",
            new Edit(
                "Replication/Snapshots/SnapshotKeeper.cs",
                "        if (named == own.Reference)\n",
                """
                        if (named == own.Reference && replica.Snapshot is { } superseded)
                            _ = services.Store.Blobs.DeleteAsync(superseded.BlobName(partition.Id), CancellationToken.None).AsTask();
                        if (named == own.Reference)

                """)),
        new(
            "found-stale-replica-is-damage",
            "a frame that another process has trimmed is taken for damage",
            new Edit(
                Cycle,
                "                await FollowAsync();\n",
                "                throw new Storage.StorageCorruptException(\"A frame is missing.\");\n"),
            new Edit(Cycle, "                Postpone();\n                continue;\n", "")),
        new(
            "found-partial-is-refusal",
            "receipts that one of several partitions has carried out are refused as a whole",
            new Edit(
                "Queues/Broker.Receipts.cs",
                "when (statuses.Contains(ReceiptStatus.Done) || IsUnknownOfSome(all))",
                "when (statuses.Length == 0)")),
        new(
            "found-transfer-gap-is-damage",
            "transfers whose predecessors another process has delivered are taken for damage",
            new Edit(
                "Partitions/Commands/ArriveCommand.cs",
                "return Decision.Follow;",
                "throw new InvalidOperationException(\"A transfer came before others.\");")),
        new(
            "found-settings-before-partitions",
            "settings count before all partitions have them, so messages go where nobody looks",
            new Edit(
                "Queues/Catalog/QueueLifecycle.cs",
                "if (await catalog.TryReplaceAsync(changing, version, cancellationToken) is { } replaced)",
                """
                QueueRecord hasty = changing with { Version = old.Version + 1, Settings = next, Next = null };
                if (await catalog.TryReplaceAsync(hasty, version, cancellationToken) is { } replaced)
                """)),
        new(
            "found-contents-never-freed",
            "large contents whose messages are gone stay until there are enough events",
            new Edit("Replication/Loop/Replica.cs", "UnneededBytes => _storedBytes - Machine.NeededBytes;", "UnneededBytes => 0;")),
        new(
            "found-deleted-log-is-damage",
            "a log that is deleted while it is opened is taken for damage",
            new Edit("Replication/Loop/Replica.cs", "head.Last == FrameNumber.None || head.Last", "head.Last")),
        new(
            "found-listing-fails",
            "a listing fails when one of its queues is deleted meanwhile",
            new Edit(
                "Queues/Catalog/CountsLook.cs",
                "        catch (PartitionClosedException)\n        {\n            return default;\n",
                "        catch (PartitionClosedException)\n        {\n            throw;\n")),
        new(
            "found-deletion-left-half-done",
            "a deletion that was interrupted is not taken up by the next one",
            new Edit(
                "Queues/Catalog/QueueLifecycle.Deletion.cs",
                """
                            if (existing is { Record.IsDeleting: true })
                                await FinishDeletionAsync(existing.Value.Record, existing.Value.Version, CancellationToken.None);
                            if (existing is not
                """,
                "            if (existing is not")),
    ];
}
