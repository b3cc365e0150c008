using QueueService.Storage;

namespace QueueService.Functions.Service;

/// <summary>
/// Whether the store answers, asked at most once a second however many ask: anybody may, without a key.
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

    /// <summary>The status; throws what the store throws.</summary>
    public async Task<string> CheckAsync(CancellationToken cancellationToken)
    {
        await Current().WaitAsync(cancellationToken);
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
