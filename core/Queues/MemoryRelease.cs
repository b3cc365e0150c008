namespace QueueService.Queues;

/// <summary>
/// Decides when the memory is given back that the last load needed: once nothing is being done any more, and only if
/// so much was done since the last time that it is worth a collection that stops everything.
/// </summary>
/// <param name="allocated">Bytes that the process has allocated since it began.</param>
/// <param name="release">Gives the memory back.</param>
internal sealed class MemoryRelease(Func<long> allocated, Action release)
{
    /// <summary>
    /// A few thousand messages. A client that polls an empty queue allocates as much in the better part of a day.
    /// </summary>
    public const long Worthwhile = 64 * 1024 * 1024;

    private bool _isAtRest = true;
    private long _released = allocated();

    /// <summary>To be called every few seconds.</summary>
    /// <param name="isAtRest">True if nothing was done since the last call.</param>
    public void Look(bool isAtRest)
    {
        bool hasCome = isAtRest && !_isAtRest;
        _isAtRest = isAtRest;
        if (!hasCome || allocated() - _released < Worthwhile)
            return;
        release();
        _released = allocated();
    }
}
