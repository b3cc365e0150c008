using QueueService.Partitions.Commands;
using QueueService.Partitions.Loop;
using QueueService.Queues;

namespace QueueService.Partitions;

/// <summary>
/// The right to use the commit loop of a partition, which stays open until this is disposed of; to be disposed of once.
/// </summary>
internal readonly struct PartitionLease(OpenPartition partition) : IDisposable
{
    public PartitionLoop Loop => partition.Loop;

    /// <summary>
    /// Sends a command that gives the lease back with its reply, so that nobody else need wait for that; the lease must
    /// not be disposed of, too.
    /// </summary>
    /// <inheritdoc cref="PartitionLoop.SendAsync"/>
    public Task<TReply> LendToAsync<TReply>(PartitionCommand<TReply> command)
    {
        command.Borrow(this);
        try
        {
            return partition.Loop.SendAsync(command);
        }
        catch (BrokerException)
        {
            command.LetGo();
            throw;
        }
    }

    public void Dispose() => partition.Return();
}
