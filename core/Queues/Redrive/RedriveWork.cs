using Microsoft.Extensions.Logging;

namespace QueueService.Queues.Redrive;

/// <summary>The redrives that this process carries out or watches, in the background.</summary>
internal sealed partial class RedriveWork(RedriveRunner runner, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task> _running = new(StringComparer.Ordinal);

    /// <summary>Sees to it that a redrive goes on; does nothing where that is seen to already.</summary>
    public void Begin(string taskId)
    {
        lock (_gate)
        {
            if (!_stopping.IsCancellationRequested && !_running.ContainsKey(taskId))
                _running.Add(taskId, RunAsync(taskId));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _stopping.CancelInPlace();
        Task[] running;
        lock (_gate)
            running = [.. _running.Values];
        await Task.WhenAll(running);
        _stopping.Dispose();
    }

    /// <summary>Ends no earlier than it is among those that run, since it begins elsewhere.</summary>
    private async Task RunAsync(string taskId)
    {
        await Task.Yield();
        try
        {
            while (!await TryRunAsync(taskId))
                await Task.Delay(RetryAfter, time, _stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            await ReleaseAsync(taskId);
        }
        catch (Exception fault)
        {
            LogFailed(logger, taskId, fault);
            throw;
        }
        finally
        {
            lock (_gate)
                _running.Remove(taskId);
        }
    }

    /// <summary>False if it must be tried again later.</summary>
    private async Task<bool> TryRunAsync(string taskId)
    {
        try
        {
            await runner.RunAsync(taskId, _stopping.Token);
            return true;
        }
        catch (BrokerException exception) when (exception.Code == BrokerErrorCode.RedriveNotFound)
        {
            return true;
        }
        catch (Exception exception) when (Postponement.IsFor(exception))
        {
            LogInterrupted(logger, taskId, exception);
            return false;
        }
    }

    private async Task ReleaseAsync(string taskId)
    {
        try
        {
            await runner.ReleaseAsync(taskId);
        }
        catch (Exception exception) when (Postponement.IsFor(exception))
        {
            LogKept(logger, taskId, exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Redrive {TaskId} was interrupted; it goes on in some seconds")]
    private static partial void LogInterrupted(ILogger logger, string taskId, Exception exception);

    [LoggerMessage(LogLevel.Information, "Redrive {TaskId} will go on a minute after this process: {Reason}")]
    private static partial void LogKept(ILogger logger, string taskId, string reason);

    [LoggerMessage(LogLevel.Error, "Redrive {TaskId} was ended by a fault")]
    private static partial void LogFailed(ILogger logger, string taskId, Exception fault);
}
