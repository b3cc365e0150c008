namespace QueueService;

internal static class CancellationExtensions
{
    /// <summary>
    /// Cancels on this thread. <see cref="CancellationTokenSource.CancelAsync"/> would run what is registered on the
    /// thread pool, out of reach of a scheduler that decides what runs when; here it only ever wakes loops and tasks.
    /// </summary>
    public static void CancelInPlace(this CancellationTokenSource source) => source.Cancel();
}
