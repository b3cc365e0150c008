namespace QueueService.Replication.Leases;

/// <summary>
/// The right to use a partition, which stays open until this is disposed of; to be disposed of once.
/// </summary>
internal readonly struct PartitionLease<TPartition>(OpenPartition open) : IDisposable
    where TPartition : Partition
{
    public TPartition Partition => (TPartition)open.Partition;

    /// <summary>
    /// Sends a command that gives the lease back with its reply, so that nobody else need wait for that; the lease must
    /// not be disposed of, too.
    /// </summary>
    /// <inheritdoc cref="Loop.PartitionLoop.SendAsync"/>
    public Task<TReply> LendToAsync<TReply>(Command<TReply> command)
    {
        command.Borrow(open);
        try
        {
            return open.Partition.Loop.SendAsync(command);
        }
        catch (BrokerException)
        {
            command.LetGo();
            throw;
        }
    }

    public void Dispose() => open.Return();
}
