using QueueService.Replication;
using QueueService.Replication.Leases;
using QueueService.Storage;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>The counters that are open in a process.</summary>
internal sealed class OpenCounters(PartitionServices services)
    : OpenPartitions<CounterPartition>(id => new CounterPartition(id, services), services.Logger)
{
    public Task<TReply> SendAsync<TReply>(PartitionId id, CounterCommand<TReply> command) => PostAsync(id, command);

    /// <summary>Has whoever waits there looked for one that has gone away.</summary>
    public void Wake(PartitionId id) => Find(id)?.Loop.Wake();

    /// <summary>What housekeeping does with those that nobody uses.</summary>
    public async Task SettleAsync(TimeSpan rest, bool closes)
    {
        foreach (CounterPartition open in Open.OrderBy(open => open.Id).ToArray())
        {
            if (open.Loop.IdleTime < rest || !TryLease(open.Id, out PartitionLease<CounterPartition> lease))
                continue;
            using (lease)
            {
                await open.Loop.SendQuietlyAsync(new ExpireCommand());
                await open.Loop.SettleAsync();
            }

            if (closes && open.Loop.IsSettled)
                DiscardIfUnused(open.Id);
        }
    }
}
