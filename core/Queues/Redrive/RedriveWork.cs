using Microsoft.Extensions.Logging;
using QueueService.Storage;

namespace QueueService.Queues.Redrive;

/// <summary>The redrives that this process carries out or watches, in the background.</summary>
internal sealed partial class RedriveWork : IAsyncDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly RedriveRunner _runner;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly BackgroundWork<string> _work;

    public RedriveWork(RedriveRunner runner, TimeProvider time, ILogger logger)
    {
        _runner = runner;
        _time = time;
        _logger = logger;
        _work = new BackgroundWork<string>(RunAsync);
    }

    /// <inheritdoc cref="RedriveRunner.Owner"/>
    public UInt128 Owner => _runner.Owner;

    /// <summary>Sees to it that a redrive goes on; does nothing where that is seen to already.</summary>
    public void Begin(string taskId) => _work.Begin(taskId);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Task.WhenAll(_work.Stop());
        }
        finally
        {
            _work.Dispose();
        }
    }

    private async Task RunAsync(string taskId)
    {
        try
        {
            while (!await TryRunAsync(taskId))
                await Task.Delay(RetryAfter, _time, _work.Stopping);
        }
        catch (OperationCanceledException) when (_work.Stopping.IsCancellationRequested)
        {
            await ReleaseAsync(taskId);
        }
        catch (Exception fault)
        {
            LogFailed(_logger, taskId, fault);
            throw;
        }
    }

    /// <summary>False if it must be tried again later.</summary>
    private async Task<bool> TryRunAsync(string taskId)
    {
        try
        {
            await _runner.RunAsync(taskId, _work.Stopping);
            return true;
        }
        catch (BrokerException exception) when (exception.Code == BrokerErrorCode.RedriveNotFound)
        {
            return true;
        }
        catch (BrokerException exception) when (exception.Code == BrokerErrorCode.RedriveDamaged)
        {
            LogFailed(_logger, taskId, exception);
            return true;
        }
        catch (Exception exception) when (Postponement.IsFor(exception))
        {
            LogInterrupted(_logger, taskId, exception);
            return false;
        }
    }

    private async Task ReleaseAsync(string taskId)
    {
        try
        {
            await _runner.ReleaseAsync(taskId);
        }
        catch (Exception exception) when (Postponement.IsFor(exception))
        {
            LogKept(_logger, taskId, exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Redrive {TaskId} was interrupted; it goes on in some seconds")]
    private static partial void LogInterrupted(ILogger logger, string taskId, Exception exception);

    [LoggerMessage(LogLevel.Information, "Redrive {TaskId} will go on some seconds after this process: {Reason}")]
    private static partial void LogKept(ILogger logger, string taskId, string reason);

    [LoggerMessage(LogLevel.Error, "Redrive {TaskId} was ended by a fault")]
    private static partial void LogFailed(ILogger logger, string taskId, Exception fault);
}
