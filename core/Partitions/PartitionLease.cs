using QueueService.Partitions.Loop;

namespace QueueService.Partitions;

/// <summary>
/// The right to use the commit loop of a partition, which stays open until this is disposed of; to be disposed of once.
/// </summary>
internal readonly struct PartitionLease(OpenPartition partition) : IDisposable
{
    public PartitionLoop Loop => partition.Loop;

    public void Dispose() => partition.Return();
}
