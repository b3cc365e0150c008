using QueueService.Storage;

namespace QueueService.Functions.Service;

/// <summary>Whether requests can be served: the store answers, and the clock of this machine agrees with it.</summary>
internal static class Readiness
{
    /// <exception cref="StorageUnavailableException">They cannot; the message says what to do.</exception>
    public static async Task CheckAsync(IStore store, CancellationToken cancellationToken)
    {
        try
        {
            await store.CheckAsync(cancellationToken);
        }
        catch (StorageUnavailableException) when (store.Clock.IsOff)
        {
            // A store refuses what a wrong clock has signed: the clock is what is to be mended.
            store.Clock.Check();
            throw;
        }

        store.Clock.Check();
    }
}
