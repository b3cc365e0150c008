using QueueService.Queues;
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
        while (await timer.WaitForNextTickAsync(_stopping.Token))
        {
            try
            {
                await tick.RunUnlessIdleAsync(_stopping.Token);
            }
            catch (Exception exception)
                when (exception is BrokerException or StorageUnavailableException or StorageCorruptException)
            {
                LogPostponed(logger, exception.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Maintenance is postponed: {Reason}")]
    private static partial void LogPostponed(ILogger logger, string reason);
}
