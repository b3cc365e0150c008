using QueueService.Storage;

namespace QueueService.Functions.Service;

/// <summary>
/// Whether requests can be served: the store answers, and the clock of this machine agrees with it. The store is asked
/// at most once a second however many ask: anybody may, without a key.
/// </summary>
internal sealed class Readiness(IStore store, TimeProvider time)
{
    public const string Ready = "ready";

    /// <summary>Not unready: whoever takes the service out of service could not empty it any more.</summary>
    public const string Full = "ready, but the disk is full: sends are refused";

    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(1);

    private readonly Lock _sync = new();
    private Task _check = Task.CompletedTask;
    private long? _checkedAt;

    /// <summary>The status.</summary>
    /// <exception cref="StorageUnavailableException">They cannot; the message says what to do.</exception>
    public async Task<string> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Current().WaitAsync(cancellationToken);
        }
        catch (StorageUnavailableException) when (store.Clock.IsOff)
        {
            // A store refuses what a wrong clock has signed: the clock is what is to be mended.
            store.Clock.Check();
            throw;
        }

        store.Clock.Check();
        return store.HasRoom ? Ready : Full;
    }

    private Task Current()
    {
        lock (_sync)
        {
            bool isGood = _checkedAt is { } at && (!_check.IsCompleted || time.GetElapsedTime(at) < GoodFor);
            if (!isGood)
            {
                _checkedAt = time.GetTimestamp();
                _check = store.CheckAsync(CancellationToken.None).AsTask();
            }

            return _check;
        }
    }
}
