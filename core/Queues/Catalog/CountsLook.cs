using QueueService.Partitions;
using QueueService.Partitions.Codec;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Machine;
using QueueService.Replication;
using QueueService.Replication.Leases;
using QueueService.Storage;

namespace QueueService.Queues.Catalog;

/// <summary>
/// One look at all partitions that may have messages, shared by all who list queues within some seconds: one storage
/// call for a thousand of them, and one for each. Partitions without a marker are empty, and are not looked at.
/// </summary>
internal sealed class CountsLook(
    PartitionMarkers occupied, PartitionRegistry partitions, IStore store, TimeProvider time)
{
    private const int AtOnce = 16;

    /// <summary>However many list queues how often, the store is asked no more often than this.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(5);

    private readonly Lock _sync = new();
    private Task<QueueCounts>? _look;
    private long _begunAt;

    /// <summary>The last look, or a new one if that is too old or has failed.</summary>
    public Task<QueueCounts> GetAsync(CancellationToken cancellationToken)
    {
        lock (_sync)
        {
            bool isGood = _look is { IsFaulted: false } && time.GetElapsedTime(_begunAt) < GoodFor;
            if (!isGood && _look is not { IsCompleted: false })
            {
                _begunAt = time.GetTimestamp();
                _look = LookAsync();
            }

            return _look!.WaitAsync(cancellationToken);
        }
    }

    private async Task<QueueCounts> LookAsync()
    {
        DateTimeOffset asOf = time.GetUtcNow();
        List<PartitionId> marked = [];
        await foreach (PartitionMarker marker in occupied.ListAsync(CancellationToken.None))
            marked.Add(marker.Partition);
        Dictionary<PartitionId, PartitionStats> found = [];
        HashSet<PartitionId> damaged = [];
        foreach (PartitionId[] some in marked.Chunk(AtOnce))
        {
            (PartitionStats? Stats, bool IsDamaged)[] seen = await Task.WhenAll(some.Select(LookAsync));
            for (int n = 0; n < some.Length; n++)
            {
                if (seen[n].IsDamaged)
                    damaged.Add(some[n]);
                else if (seen[n].Stats is { } stats)
                    found[some[n]] = stats;
            }
        }

        return new QueueCounts(asOf, found, damaged);
    }

    /// <summary>No counts if the partition is gone.</summary>
    private async Task<(PartitionStats? Stats, bool IsDamaged)> LookAsync(PartitionId partition)
    {
        try
        {
            if (partitions.TryLease(partition, out PartitionLease<QueuePartition> lease))
                return (await AskAsync(lease), false);
            QueueNote? note = await QueueGlance.ReadAsync(store, partition, CancellationToken.None);
            return (
                note is { IsFinal: true } ? note.Stats with { At = Timestamp.From(time.GetUtcNow()) } : note?.Stats,
                false);
        }
        catch (PartitionClosedException)
        {
            return default;
        }
        catch (Exception damage) when (damage is StorageCorruptException
            or BrokerException { Code: BrokerErrorCode.QueueDamaged })
        {
            return (null, true);
        }
    }

    /// <summary>A look is no use: however often queues are listed, their partitions fall idle and settle.</summary>
    private static async Task<PartitionStats> AskAsync(PartitionLease<QueuePartition> lease)
    {
        using (lease)
            return await lease.Partition.SendQuietlyAsync(new StatsCommand());
    }
}
