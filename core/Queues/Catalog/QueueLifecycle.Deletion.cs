using QueueService.Features;
using QueueService.Partitions.Commands;
using QueueService.Replication;
using QueueService.Replication.Snapshots;
using QueueService.Storage;

namespace QueueService.Queues.Catalog;

/// <content>The end of a queue: its partitions are closed, then deleted, and its document goes last.</content>
internal sealed partial class QueueLifecycle
{
    /// <summary>
    /// What else must be done before a queue that is being deleted is gone, such as taking its bindings away.
    /// </summary>
    public Func<QueueName, Task>? OnDeleting { get; set; }

    /// <summary>
    /// Deletes a queue with all that is in it. Where an earlier attempt was interrupted, what it left is deleted, too,
    /// although the queue has been gone for clients since then.
    /// </summary>
    public async Task DeleteAsync(QueueName name, CancellationToken cancellationToken)
    {
        while (true)
        {
            (QueueRecord Record, string Version)? existing = await catalog.ReadAsync(name, cancellationToken);
            if (existing is { Record.IsDeleting: true })
                await FinishDeletionAsync(existing.Value.Record, existing.Value.Version, CancellationToken.None);
            if (existing is not { Record.IsDeleting: false })
                throw BrokerException.QueueNotFound(name);
            QueueRecord record = existing.Value.Record with { IsDeleting = true };
            if (await catalog.TryReplaceAsync(record, existing.Value.Version, cancellationToken) is null)
                continue;
            await FinishDeletionAsync(name);
            return;
        }
    }

    /// <summary>Deletes what is left of a queue that has just been marked, and is gone for clients.</summary>
    private async Task FinishDeletionAsync(QueueName name)
    {
        try
        {
            (QueueRecord Record, string Version)? marked = await catalog.ReadAsync(name, CancellationToken.None);
            if (marked is { Record.IsDeleting: true })
                await FinishDeletionAsync(marked.Value.Record, marked.Value.Version, CancellationToken.None);
        }
        catch (Exception exception) when (IsTrouble(exception))
        {
            throw new BrokerException(
                BrokerErrorCode.OutcomeUnknown,
                $"The queue is being deleted, and not all of it is gone. Repeat the request. ({exception.Message})",
                exception);
        }
    }

    private async Task FinishDeletionAsync(QueueRecord record, string version, CancellationToken cancellationToken)
    {
        if (OnDeleting is { } others)
            await others(record.Name);
        foreach (PartitionId partition in record.StoredPartitions)
        {
            await ClosePartitionAsync(partition);
            await DeletePartitionAsync(partition, cancellationToken);
        }

        await catalog.DeleteAsync(record.Name, version, cancellationToken);
        census.Remove(1, record.Settings.Partitions);
    }

    private async Task ClosePartitionAsync(PartitionId partition)
    {
        try
        {
            IReadOnlyList<PartitionId>? destinations;
            while ((destinations = await partitions.SendAsync(partition, new CloseCommand())) is null)
                await partitions.MoveLeavingAsync(partition);
            if (partitions.Features.Level >= FeatureLevel.Two)
                await RetireAsync(partition, destinations);
        }
        catch (PartitionClosedException)
        {
            // Closed already by an earlier attempt to delete the queue.
        }

        await partitions.CloseAsync(partition);
    }

    /// <summary>
    /// Has those forget a closed partition that messages have gone to from there. One that cannot be told, or is not
    /// told because this process ends, remembers a number for ever; no deletion is held up for that.
    /// </summary>
    private async Task RetireAsync(PartitionId closed, IReadOnlyList<PartitionId> destinations)
    {
        foreach (PartitionId destination in destinations)
        {
            try
            {
                await partitions.SendQuietlyAsync(destination, new RetireSourceCommand(closed));
            }
            catch (PartitionClosedException)
            {
                partitions.Discard(destination);
            }
            catch (Exception exception) when (IsTrouble(exception))
            {
                continue;
            }
        }
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
