using QueueService.Partitions.Commands;
using QueueService.Partitions.Settings;
using QueueService.Queues.Catalog;
using QueueService.Storage;

namespace QueueService.Queues;

/// <content>Queues: made, changed, listed, emptied and deleted.</content>
public sealed partial class Broker
{
    /// <summary>
    /// Creates a queue, or finds it there with these settings; <c>QueueExists</c> if a given one differs.
    /// </summary>
    public async Task<(QueueInfo Queue, bool Created)> CreateQueueAsync(
        QueueName name, QueueSettingsChange settings, CancellationToken cancellationToken)
    {
        _store.TakeRoom();
        (QueueRecord record, bool created) = await _lifecycle.CreateAsync(name, settings, cancellationToken);
        return (created ? _listing.DescribeNew(record) : await _listing.DescribeAsync(record), created);
    }

    public async Task<QueueInfo> GetQueueAsync(QueueName name, CancellationToken cancellationToken) =>
        await _listing.DescribeAsync((await _catalog.ReadExistingAsync(name, cancellationToken)).Record);

    /// <summary>The settings alone, mostly from memory: what every request may ask for.</summary>
    public async ValueTask<QueueSettings> GetSettingsAsync(QueueName name, CancellationToken cancellationToken) =>
        Current(await _catalog.GetAsync(name, cancellationToken)).Settings;

    public async Task<QueueInfo> UpdateQueueAsync(
        QueueName name, QueueSettingsChange change, CancellationToken cancellationToken)
    {
        // What a protocol notes for itself may be about a purge.
        if (!change.IsNote)
            _store.TakeRoom();
        QueueRecord updated = await UnlessDeletedAsync(name, _lifecycle.UpdateAsync(name, change, cancellationToken));
        try
        {
            return await _listing.DescribeAsync(updated);
        }
        catch (Exception trouble) when (trouble is StorageUnavailableException
            or BrokerException { Code: BrokerErrorCode.StorageUnavailable or BrokerErrorCode.Overloaded })
        {
            throw new BrokerException(
                BrokerErrorCode.OutcomeUnknown,
                "The settings are changed, but the queue could not be looked at. Ask for it again.",
                trouble);
        }
    }

    public Task DeleteQueueAsync(QueueName name, CancellationToken cancellationToken) =>
        _lifecycle.DeleteAsync(name, cancellationToken);

    /// <summary>
    /// Queues by ordinal order of their names. The counts come from one look that all listings of this process share,
    /// and that is at most five seconds old; those of queues that it does not serve are those of their last commit.
    /// What other processes have created or deleted in the last five seconds may be missing, or still be there.
    /// </summary>
    /// <param name="limit">1..1000.</param>
    /// <param name="cursor">What the page before said; null for the first page.</param>
    /// <param name="shows">Leaves out queues, as if they were not there; null for none.</param>
    public Task<Page<QueueInfo>> ListQueuesAsync(
        string prefix,
        int limit,
        string? cursor,
        CancellationToken cancellationToken,
        Predicate<QueueName>? shows = null) =>
        _listing.ListAsync(prefix, limit, cursor, shows, cancellationToken);

    /// <summary>The same without counts, and as the store has it now.</summary>
    public Task<Page<QueueName>> ListQueueNamesAsync(
        string prefix,
        int limit,
        string? cursor,
        CancellationToken cancellationToken,
        Predicate<QueueName>? shows = null) =>
        _listing.ListNamesAsync(prefix, limit, cursor, shows, cancellationToken);

    /// <summary>
    /// The queues whose dead letters go to this one, in order of their names. Asks the catalog alone.
    /// </summary>
    /// <param name="after">Only those behind this name; null for all.</param>
    public IAsyncEnumerable<QueueName> ListDeadLetterSourcesAsync(
        QueueName target, string? after, CancellationToken cancellationToken) =>
        _listing.ListDeadLetterSourcesAsync(setting => setting.Queue == target, after, cancellationToken);

    public Task PurgeAsync(QueueName name, CancellationToken cancellationToken) =>
        WithQueueAsync(name, PurgeAsync, cancellationToken);

    private async Task<bool> PurgeAsync(QueueRecord record)
    {
        try
        {
            await _partitions.AskAllAsync(record.Partitions, () => new PurgeCommand());

            // The first partition may just have told that there are more.
            return Current(record).Settings.Partitions <= record.Settings.Partitions
                || await PurgeAsync(Current(record));
        }
        catch (BrokerException exception) when (record.Settings.Partitions > 1)
        {
            throw new BrokerException(
                BrokerErrorCode.OutcomeUnknown,
                $"The queue may have been emptied in part. Repeat the request. ({exception.Message})",
                exception);
        }
    }
}
