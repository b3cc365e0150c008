namespace QueueService.Partitions.State;

/// <summary>Some unread runs, one after another; at least one. Once it is frozen it never changes.</summary>
internal sealed class UnreadChunk(List<UnreadRun> runs)
{
    public const int Size = 256;

    private object? _identity;

    public List<UnreadRun> Runs { get; } = runs;

    public bool IsFrozen => _identity is not null;

    /// <summary>Stands for these very runs without keeping them in memory; only of a frozen chunk.</summary>
    public object Identity => _identity ?? throw new InvalidOperationException("The chunk may still change.");

    public UnreadChunk Freeze()
    {
        _identity ??= new object();
        return this;
    }
}
