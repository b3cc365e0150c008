using QueueService.Replication;
using QueueService.Replication.Leases;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>The counters that are open in a process, and what is moved between them.</summary>
internal sealed class OpenCounters : OpenPartitions<CounterPartition>
{
    private readonly TransferMover _mover;
    private readonly List<PartitionLease<CounterPartition>> _followed = [];

    private OpenCounters(PartitionServices services, Action<PartitionId> onLeaving)
        : base(id => new CounterPartition(id, services, onLeaving), services.Logger) =>
        _mover = new TransferMover(new CounterRoutes(this));

    public static OpenCounters With(PartitionServices services)
    {
        OpenCounters? counters = null;
        return counters = new OpenCounters(services, id => counters!.Move(id));
    }

    public Task<TReply> SendAsync<TReply>(PartitionId id, CounterCommand<TReply> command) => PostAsync(id, command);

    /// <summary>Has those that wait there looked for one that has gone away.</summary>
    public void Wake(PartitionId id) => Find(id)?.Loop.Wake();

    /// <summary>Has somebody follow a counter for as long as this process lives.</summary>
    public async Task FollowAsync(CounterFollower follower)
    {
        _followed.Add(await LeaseAsync(follower.Counter));
        _followed[^1].Partition.Loop.Feed.Add(follower);
    }

    /// <summary>What housekeeping does: with moves that were interrupted, and with counters that nobody uses.</summary>
    public async Task SettleAsync(TimeSpan rest, bool closes)
    {
        foreach (CounterPartition open in Open.OrderBy(open => open.Id).ToArray())
        {
            if (open.IsLeaving)
                Move(open.Id);
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

    public override async ValueTask DisposeAsync()
    {
        await _mover.DisposeAsync();
        foreach (PartitionLease<CounterPartition> followed in _followed)
            followed.Dispose();
        await base.DisposeAsync();
    }

    private void Move(PartitionId source)
    {
        if (_mover.TryMove(source, out Task<bool>? move))
            _ = WatchAsync(move);
    }

    private static async Task WatchAsync(Task move)
    {
        try
        {
            await move;
        }
        catch (BrokerException)
        {
            // The next look of housekeeping takes it up.
        }
    }
}
