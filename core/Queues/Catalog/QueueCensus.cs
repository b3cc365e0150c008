namespace QueueService.Queues.Catalog;

/// <summary>
/// How many queues and partitions there are, so that nobody can make more than the store and the memory are good for.
/// The catalog is counted when this process first makes a queue, and again once a minute where other processes make
/// some too; in between the own changes are added. So several processes may go over a bound by what they make in a
/// minute.
/// </summary>
internal sealed class QueueCensus(
    QueueCatalog catalog, MemoryLimits limits, bool hasOtherWriters, TimeProvider time)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(1);

    private readonly Lock _sync = new();
    private Task? _counting;
    private long _queues;
    private long _partitions;
    private long? _countedAt;

    /// <summary>Refuses with <c>TooManyQueues</c> what would be too many; else counts it.</summary>
    /// <param name="queues">How many are made: 0 where a queue gets more partitions.</param>
    public async ValueTask AddAsync(int queues, int partitions, CancellationToken cancellationToken)
    {
        await CountAsync(cancellationToken);
        lock (_sync)
        {
            if (_queues + queues > limits.MaxQueues)
                throw TooMany($"{limits.MaxQueues} queues (Limits:MaxQueues)");
            if (_partitions + partitions > limits.MaxPartitions)
                throw TooMany($"{limits.MaxPartitions} partitions (Limits:MaxPartitions)");
            _queues += queues;
            _partitions += partitions;
        }
    }

    /// <summary>Counts what was deleted, or was not made in the end.</summary>
    public void Remove(int queues, int partitions)
    {
        lock (_sync)
        {
            if (_countedAt is null)
                return;
            _queues -= queues;
            _partitions -= partitions;
        }
    }

    /// <summary>Counts anew next time: nobody can tell whether something was made.</summary>
    public void Recount()
    {
        lock (_sync)
            _countedAt = null;
    }

    /// <summary>Counts once for all who ask at the same time.</summary>
    private Task CountAsync(CancellationToken cancellationToken)
    {
        lock (_sync)
        {
            if (_countedAt is { } at && (!hasOtherWriters || time.GetElapsedTime(at) < GoodFor))
                return Task.CompletedTask;
            if (_counting is not { IsCompleted: false })
                _counting = ReadAsync();
            return _counting.WaitAsync(cancellationToken);
        }
    }

    private async Task ReadAsync()
    {
        (long queues, long partitions) = await catalog.CountAsync(CancellationToken.None);
        lock (_sync)
        {
            _queues = queues;
            _partitions = partitions;
            _countedAt = time.GetTimestamp();
        }
    }

    private static BrokerException TooMany(string bound) => new(
        BrokerErrorCode.TooManyQueues, $"There are {bound} already, or would be. Delete some, or raise the limit.");
}
