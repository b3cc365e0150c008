namespace QueueService.Storage;

/// <summary>
/// Asks a store for room before anything new is stored. What receives, acknowledges, purges and deletes does not ask:
/// the reserve of the store is for that.
/// </summary>
internal static class StoreRoom
{
    /// <summary>Room is made by people, or by consumers that catch up.</summary>
    private static readonly TimeSpan WhenFull = TimeSpan.FromSeconds(10);

    /// <param name="bytes">How much is about to be stored, where that is more than a document.</param>
    /// <exception cref="BrokerException"><c>StorageFull</c>.</exception>
    public static void TakeRoom(this IStore store, long bytes = 0)
    {
        if (!store.TryTakeRoom(bytes))
        {
            throw new BrokerException(
                BrokerErrorCode.StorageFull,
                "The disk is full but for a reserve, so nothing more is stored. Receive and acknowledge messages, "
                + "purge or delete queues, or make room on the disk.")
            {
                RetryAfter = WhenFull,
            };
        }
    }
}
