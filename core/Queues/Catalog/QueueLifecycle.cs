using QueueService.Partitions;
using QueueService.Partitions.Codec;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Events;
using QueueService.Partitions.Loop;
using QueueService.Partitions.State;
using QueueService.Queues.Settings;
using QueueService.Storage;

namespace QueueService.Queues.Catalog;

/// <summary>
/// Creates, changes and deletes queues. A queue exists from the moment its document does; its partitions are there
/// before, and are closed before the document goes, so that no process can write to a queue that is not there.
/// </summary>
internal sealed class QueueLifecycle(
    QueueCatalog catalog, PartitionRegistry partitions, IStore store, TimeProvider time, RandomSource random)
{
    public async Task<(QueueRecord Record, bool Created)> CreateAsync(
        QueueName name, QueueSettingsChange change, CancellationToken cancellationToken)
    {
        QueueSettings settings = QueueSettingsRules.Apply(name, new QueueSettings(), change);
        while (true)
        {
            (QueueRecord Record, string Version)? existing = await catalog.ReadAsync(name, cancellationToken);
            if (existing is { Record.IsDeleting: true })
            {
                await FinishDeletionAsync(existing.Value.Record, existing.Value.Version, cancellationToken);
            }
            else if (existing is not null)
            {
                return QueueSettingsRules.Agree(existing.Value.Record.Settings, change)
                    ? (existing.Value.Record, false)
                    : throw new BrokerException(
                        BrokerErrorCode.QueueExists,
                        $"Queue '{name}' exists with other settings. Change them with PATCH, or choose another name.");
            }

            DateTimeOffset now = Now();
            QueueRecord record = new(
                name, random.NextUInt64() & MessageIds.IncarnationMask, 1, settings, now, now, IsDeleting: false);
            foreach (PartitionId partition in record.Partitions)
                await CreatePartitionAsync(record, partition);
            if (await catalog.TryCreateAsync(record, cancellationToken))
                return (record, true);
            foreach (PartitionId partition in record.Partitions)
                await DeletePartitionAsync(partition, cancellationToken);
        }
    }

    public async Task<QueueRecord> UpdateAsync(
        QueueName name, QueueSettingsChange change, CancellationToken cancellationToken)
    {
        while (true)
        {
            (QueueRecord Record, string Version)? existing = await catalog.ReadAsync(name, cancellationToken);
            if (existing is not { Record.IsDeleting: false })
                throw BrokerException.QueueNotFound(name);
            QueueRecord old = existing.Value.Record;
            QueueRecord record = old with
            {
                Version = old.Version + 1,
                Settings = QueueSettingsRules.Apply(name, old.Settings, change),
                ModifiedAt = Now(),
            };
            if (record.Settings.Partitions != old.Settings.Partitions)
                await AddPartitionsAsync(old, record);
            if (!await catalog.TryReplaceAsync(record, existing.Value.Version, cancellationToken))
                continue;
            await partitions.AskAllAsync(
                record.Partitions, () => new ConfigureCommand(name, record.Version, record.Settings));
            return record;
        }
    }

    public async Task DeleteAsync(QueueName name, CancellationToken cancellationToken)
    {
        while (true)
        {
            (QueueRecord Record, string Version)? existing = await catalog.ReadAsync(name, cancellationToken);
            if (existing is not { Record.IsDeleting: false })
                throw BrokerException.QueueNotFound(name);
            QueueRecord record = existing.Value.Record with { IsDeleting = true };
            if (!await catalog.TryReplaceAsync(record, existing.Value.Version, cancellationToken))
                continue;
            (QueueRecord Record, string Version)? marked = await catalog.ReadAsync(name, CancellationToken.None);
            if (marked is { Record.IsDeleting: true })
                await FinishDeletionAsync(marked.Value.Record, marked.Value.Version, CancellationToken.None);
            return;
        }
    }

    /// <summary>To the millisecond, as it is stored.</summary>
    private DateTimeOffset Now() => Timestamp.From(time.GetUtcNow()).ToDateTimeOffset();

    private async Task AddPartitionsAsync(QueueRecord old, QueueRecord record)
    {
        if (record.Settings.Partitions < old.Settings.Partitions)
            throw new BrokerException(BrokerErrorCode.InvalidSetting, "partitions can be raised, not lowered.");
        if (record.Name.IsFifo)
        {
            PartitionStats[] stats = await partitions.AskAllAsync(old.Partitions, () => new StatsCommand());
            if (stats.Any(partition => partition.Visible + partition.InFlight + partition.Delayed > 0))
            {
                throw new BrokerException(
                    BrokerErrorCode.QueueNotEmpty,
                    "The partitions of a FIFO queue can be raised only while it is empty, or its order would be lost.");
            }
        }

        foreach (PartitionId partition in record.Partitions.Skip(old.Settings.Partitions))
            await CreatePartitionAsync(record, partition);
    }

    private async Task CreatePartitionAsync(QueueRecord record, PartitionId partition)
    {
        await using ICommitLog log = store.OpenLog(partition);
        PartitionEvent[] events = [new Configured(record.Name, record.Version, record.Settings)];
        Timestamp now = Timestamp.From(record.ModifiedAt);
        Log.WireWriter writer = new();
        FrameCodec.Encode(writer, now, events, ReadOnlySpan<byte>.Empty);
        FrameNumber first = FrameNumber.None.Next;
        PartitionState state = new(partition);
        state.Apply(first, now, events);
        NewFrame frame = new(
            first, new CommitId(
                random.NextUInt128()), writer.Written, ReadOnlyMemory<byte>.Empty, HeadNote.Encode(null, state));
        CommitOutcome outcome = await new Committer(log, time).CommitAsync(LogHead.Empty, frame);

        // A partition that is there already was left by an attempt to add it that did not get as far as the document.
        if (outcome.Status is CommitStatus.Refused or CommitStatus.Unknown)
            throw outcome.Refusal ?? new BrokerException(
                BrokerErrorCode.OutcomeUnknown, "The store did not answer; try again.");
    }

    private async Task FinishDeletionAsync(QueueRecord record, string version, CancellationToken cancellationToken)
    {
        foreach (PartitionId partition in record.Partitions)
        {
            await ClosePartitionAsync(partition);
            await DeletePartitionAsync(partition, cancellationToken);
        }

        await catalog.DeleteAsync(record.Name, version, cancellationToken);
    }

    private async Task ClosePartitionAsync(PartitionId partition)
    {
        try
        {
            while (!await partitions.Get(partition).SendAsync(new CloseCommand()))
                await partitions.MoveLeavingAsync(partition);
        }
        catch (PartitionClosedException)
        {
            // Closed already by an earlier attempt to delete the queue.
        }

        await partitions.RemoveAsync(partition);
    }

    private async Task DeletePartitionAsync(PartitionId partition, CancellationToken cancellationToken)
    {
        await using ICommitLog log = store.OpenLog(partition);
        await log.DeleteAsync(cancellationToken);
        await foreach (BlobInfo blob in store.Blobs.ListAsync(
            SnapshotReference.Folder(partition), cancellationToken))
            await store.Blobs.DeleteAsync(blob.Name, cancellationToken);
    }
}
