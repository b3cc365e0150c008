namespace QueueService.Queues;

/// <summary>What is done at rest for the partitions of one kind.</summary>
internal interface IPartitionCare : IAsyncDisposable
{
    /// <summary>Begins what is due; to be called once in each <see cref="PartitionCare.Period"/>.</summary>
    void Look();

    /// <summary>Begins to go on with moves that another process did not finish; does not wait for them.</summary>
    Task ResumeMovesAsync(CancellationToken cancellationToken);
}
