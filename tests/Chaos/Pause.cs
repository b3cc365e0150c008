namespace QueueService.Tests.Chaos;

/// <summary>Waits in a run.</summary>
internal static class Pause
{
    /// <summary>False if the run ended meanwhile.</summary>
    public static async Task<bool> WaitAsync(TimeSpan length, CancellationToken stopping)
    {
        await Task.Delay(length > TimeSpan.Zero ? length : TimeSpan.Zero, stopping)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stopping.IsCancellationRequested;
    }
}
