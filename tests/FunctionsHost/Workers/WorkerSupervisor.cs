using QueueService.Tests.FunctionsHost.Protocol;

namespace QueueService.Tests.FunctionsHost.Workers;

/// <summary>
/// Keeps one worker running by the host's rules: after exit code 0 it is not started again, after 200 it is started
/// again and not counted, and after any other at most twice, then the host itself gives up.
/// </summary>
internal sealed class WorkerSupervisor(WorkerSetting setting, RpcServer server) : IAsyncDisposable
{
    private const int IntentionalRestart = 200;
    private const int MaxErrors = 3;

    private readonly CancellationTokenSource _stopping = new();
    private readonly List<int> _exitCodes = [];
    private TaskCompletionSource<Worker> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _running = Task.CompletedTask;

    /// <summary>The worker, once it is ready.</summary>
    public Task<Worker> Current => _ready.Task;

    /// <summary>Exit codes of workers that have ended, the first one first.</summary>
    public IReadOnlyList<int> ExitCodes
    {
        get
        {
            lock (_exitCodes)
                return [.. _exitCodes];
        }
    }

    public void Start() => _running = RunAsync();

    public async ValueTask DisposeAsync()
    {
        if (_ready.Task.IsCompletedSuccessfully)
            await (await _ready.Task).TerminateAsync();
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            for (int errors = 0; errors < MaxErrors;)
            {
                int code = await RunOnceAsync();
                lock (_exitCodes)
                    _exitCodes.Add(code);
                setting.Log($"[Host] The worker has ended with exit code {code}.");
                if (code == 0)
                    throw new InvalidOperationException("The worker has ended with 0 and is not started again.");
                errors += code == IntentionalRestart ? 0 : 1;
            }

            throw new InvalidOperationException("Exceeded language worker restart retry count.");
        }
        catch (Exception exception)
        {
            _ready.TrySetException(exception);
            throw;
        }
    }

    private async Task<int> RunOnceAsync()
    {
        using Worker worker = Worker.Start(setting, server);
        if (await worker.IsReadyAsync(setting, _stopping.Token))
            _ready.TrySetResult(worker);
        int code = await worker.WaitForExitAsync(_stopping.Token);
        if (_ready.Task.IsCompleted)
            _ready = new TaskCompletionSource<Worker>(TaskCreationOptions.RunContinuationsAsynchronously);
        return code;
    }
}
