using QueueService.Storage;

namespace QueueService.Functions.Timers;

/// <summary>Lets the maintenance timer tick where no Functions host does.</summary>
internal sealed partial class MaintenanceTimer : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;

    public MaintenanceTimer(MaintenanceTick tick, TimeProvider time, ILogger logger) =>
        _running = RunAsync(tick, time, logger);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task RunAsync(MaintenanceTick tick, TimeProvider time, ILogger logger)
    {
        using PeriodicTimer timer = new(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
                await TickAsync(tick, logger);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogEnded(logger, fault);
            throw;
        }
    }

    private async Task TickAsync(MaintenanceTick tick, ILogger logger)
    {
        try
        {
            await tick.RunUnlessIdleAsync(_stopping.Token);
        }
        catch (Exception exception) when (Postponement.IsFor(exception))
        {
            LogPostponed(logger, exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Maintenance is postponed: {Reason}")]
    private static partial void LogPostponed(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Error, "Maintenance has ended by a fault; restart the service")]
    private static partial void LogEnded(ILogger logger, Exception fault);
}
