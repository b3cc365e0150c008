using QueueService.Features;
using QueueService.Partitions;
using QueueService.Partitions.Codec;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Events;
using QueueService.Partitions.Settings;
using QueueService.Partitions.State;
using QueueService.Replication;
using QueueService.Storage;

namespace QueueService.Queues.Catalog;

/// <summary>
/// Creates, changes and deletes queues. A queue exists from the moment its document does; its partitions are there
/// before, and are closed before the document goes, so that no process can write to a queue that is not there.
/// </summary>
internal sealed partial class QueueLifecycle(
    QueueCatalog catalog,
    QueueCensus census,
    PartitionRegistry partitions,
    IStore store,
    TimeProvider time,
    RandomSource random)
{
    public async Task<(QueueRecord Record, bool Created)> CreateAsync(
        QueueName name, QueueSettingsChange change, CancellationToken cancellationToken)
    {
        QueueSettings settings = Apply(name, new QueueSettings(), change);
        while (true)
        {
            (QueueRecord Record, string Version)? existing = await catalog.ReadAsync(name, cancellationToken);
            if (existing is { Record.IsDeleting: true })
            {
                await FinishDeletionAsync(existing.Value.Record, existing.Value.Version, cancellationToken);
            }
            else if (existing is not null)
            {
                return existing.Value.Record.Settings.AgreesWith(change)
                    ? (existing.Value.Record, false)
                    : throw new BrokerException(
                        BrokerErrorCode.QueueExists,
                        $"Queue '{name}' exists with other settings. Change them with PATCH, or choose another name.");
            }

            DateTimeOffset now = Now();
            QueueRecord record = new(
                name, random.NextUInt64() & MessageIds.IncarnationMask, 1, settings, now, now, IsDeleting: false);
            if (await TryCreateAsync(record, cancellationToken) is { } created)
                return (created, true);
        }
    }

    /// <summary>Null if the name was taken meanwhile. What was made of a queue that was not is taken away.</summary>
    private async Task<QueueRecord?> TryCreateAsync(QueueRecord record, CancellationToken cancellationToken)
    {
        await census.AddAsync(1, record.Settings.Partitions, cancellationToken);
        QueueRecord? created = null;
        bool isInDoubt = false;
        bool isTaken = false;
        try
        {
            foreach (PartitionId partition in record.Partitions)
                await CreatePartitionAsync(record, partition);

            // A call that fails or is given up may have made the document all the same.
            isInDoubt = true;
            isTaken = !await catalog.TryCreateAsync(record, cancellationToken);
            created = isTaken ? await FindOwnAsync(record, cancellationToken) : record;
            isInDoubt = false;
            return created;
        }
        catch (StorageUnavailableException exception) when (!isTaken && !exception.IsOutcomeUnknown)
        {
            isInDoubt = false;
            throw;
        }
        finally
        {
            if (isInDoubt)
                census.Recount();
            else if (created is null)
                await UndoAsync(record);
        }
    }

    /// <summary>
    /// Another process may have changed it before the store, that carried the write out twice, gave its answer.
    /// </summary>
    private async Task<QueueRecord?> FindOwnAsync(QueueRecord record, CancellationToken cancellationToken) =>
        await catalog.ReadAsync(record.Name, cancellationToken) is { } taken
        && taken.Record.Incarnation == record.Incarnation
            ? taken.Record
            : null;

    private async Task UndoAsync(QueueRecord record)
    {
        census.Remove(1, record.Settings.Partitions);
        try
        {
            foreach (PartitionId partition in record.Partitions)
                await DeletePartitionAsync(partition, CancellationToken.None);
        }
        catch (StorageUnavailableException)
        {
            // What is left belongs to no queue and is in nobody's way; why it failed is being told already.
        }
    }

    public async Task<QueueRecord> UpdateAsync(
        QueueName name, QueueSettingsChange change, CancellationToken cancellationToken)
    {
        while (true)
        {
            (QueueRecord old, string version) = await catalog.ReadExistingAsync(name, cancellationToken);
            if (old.Next is not null)
            {
                await FinishUpdateAsync(old, version);
                continue;
            }

            QueueSettings next = Apply(name, old.Settings, change);
            if (old.Settings.AgreesWith(change))
                return old;
            await CheckPartitionsAsync(old, next);
            if (next.Partitions > old.Settings.Partitions)
                await census.AddAsync(0, next.Partitions - old.Settings.Partitions, cancellationToken);
            QueueRecord changing = old with { Next = next, ModifiedAt = change.IsNote ? old.ModifiedAt : Now() };
            if (await catalog.TryReplaceAsync(changing, version, cancellationToken) is { } replaced)
                return await FinishUpdateAsync(changing, replaced);
            census.Recount();
        }
    }

    private QueueSettings Apply(QueueName name, QueueSettings settings, QueueSettingsChange change)
    {
        FeatureLevel level = partitions.Features.Level;
        if (change.DeadLetter is { } deadLetter and not { Queue: not null, MaxReceiveCount: not null }
            && level < FeatureLevel.Four)
        {
            string setting = deadLetter.Exchange is null ? "without maxReceiveCount" : "with an exchange";
            throw new BrokerException(
                BrokerErrorCode.FeatureLevelRefused,
                $"deadLetter {setting} can be set from feature level {FeatureLevel.Four} on; the store is at {level}. "
                + "Raise it with PUT /v1/service/feature-level once all instances run this version.");
        }

        return QueueSettingsRules.Apply(name, settings, change);
    }

    /// <summary>Sees a change through that some process has begun.</summary>
    public async Task<QueueRecord> FinishUpdateAsync(QueueName name, CancellationToken cancellationToken)
    {
        (QueueRecord record, string version) = await catalog.ReadExistingAsync(name, cancellationToken);
        return record.Next is null ? record : await FinishUpdateAsync(record, version);
    }

    /// <summary>
    /// To the millisecond, as it is stored; the first frames of new partitions have this time. The store has just been
    /// asked, so that it is known how its clock compares.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The clock of this machine must be set first.</exception>
    private DateTimeOffset Now()
    {
        store.Clock.Check();
        return Timestamp.From(time.GetUtcNow()).ToDateTimeOffset();
    }

    private async Task CheckPartitionsAsync(QueueRecord old, QueueSettings next)
    {
        if (next.Partitions < old.Settings.Partitions)
            throw new BrokerException(BrokerErrorCode.InvalidSetting, "partitions can be raised, not lowered.");
        if (!old.Name.IsFifo || next.Partitions == old.Settings.Partitions)
            return;
        PartitionStats[] stats = await partitions.AskAllAsync(old.Partitions, () => new StatsCommand());
        if (!Array.TrueForAll(stats, partition => partition.IsEmpty))
        {
            throw new BrokerException(
                BrokerErrorCode.QueueNotEmpty,
                "The partitions of a FIFO queue can be raised only while it is empty, or its order would be lost.");
        }
    }

    /// <summary>
    /// Brings new settings into all partitions, the first one last: what it says is taken for the whole queue. Any
    /// process may do so, any number of times.
    /// </summary>
    private async Task<QueueRecord> FinishUpdateAsync(QueueRecord changing, string version)
    {
        QueueRecord record = changing with
        {
            Version = changing.Version + 1,
            Settings = changing.Next!,
            Next = null,
        };
        ConfigureCommand Configure() => new(record.Name, record.Version, record.Settings);
        try
        {
            foreach (PartitionId partition in record.Partitions.Skip(changing.Settings.Partitions))
                await CreatePartitionAsync(record, partition);
            await partitions.AskAllAsync(record.Partitions.Skip(1), Configure);
            await partitions.AskAllAsync(record.Partitions.Take(1), Configure);

            // Where the document has another version by now, another process has finished the change.
            await catalog.TryReplaceAsync(record, version, CancellationToken.None);
            return record;
        }
        catch (Exception exception) when (IsTrouble(exception))
        {
            throw new BrokerException(
                BrokerErrorCode.OutcomeUnknown,
                $"The change of the settings has begun and is not finished. Repeat it. ({exception.Message})",
                exception);
        }
    }

    private async Task CreatePartitionAsync(QueueRecord record, PartitionId partition)
    {
        PartitionEvent[] events = [new Configured(record.Name, record.Version, record.Settings)];
        Timestamp now = Timestamp.From(record.ModifiedAt);
        PartitionState state = new(partition);
        state.Apply(FrameNumber.None.Next, now, events);

        // A partition that is there already was left by an attempt to add it that did not get as far as the document.
        await new LogFounder(store, time, random).CreateAsync(
            partition,
            FrameCodec.Encode(now, events, ReadOnlySpan<byte>.Empty),
            QueueNoteCodec.Encode(null, state, isFinal: true));
    }

    /// <summary>What ends a request that has begun already; anything else is a fault.</summary>
    private static bool IsTrouble(Exception exception) => exception is BrokerException or StorageUnavailableException;
}
