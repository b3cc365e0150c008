namespace QueueService.Tests.FunctionsHost;

/// <summary>
/// Keeps one handler running by the host's rules: after exit code 0 it is not started again, after 200 it is started
/// again and not counted, and after any other at most twice, then the host itself gives up.
/// </summary>
internal sealed class HandlerSupervisor(
    string package, HostFile file, IReadOnlyDictionary<string, string> settings, Action<string> log) : IAsyncDisposable
{
    private const int IntentionalRestart = 200;
    private const int MaxErrors = 3;

    private readonly CancellationTokenSource _stopping = new();
    private TaskCompletionSource<Handler> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _running = Task.CompletedTask;

    /// <summary>The handler, once it is ready.</summary>
    public Task<Handler> Current => _ready.Task;

    /// <summary>Exit codes of handlers that have ended, the first one first.</summary>
    public List<int> ExitCodes { get; } = [];

    public void Start() => _running = RunAsync();

    public async ValueTask DisposeAsync()
    {
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
                lock (ExitCodes)
                    ExitCodes.Add(code);
                log($"[Host] The handler has ended with exit code {code}.");
                if (code == 0)
                    throw new InvalidOperationException("The handler has ended with 0 and is not started again.");
                errors += code == IntentionalRestart ? 0 : 1;
            }

            throw new InvalidOperationException("Exceeded http worker restart retry count.");
        }
        catch (Exception exception)
        {
            _ready.TrySetException(exception);
            throw;
        }
    }

    private async Task<int> RunOnceAsync()
    {
        using Handler handler = Handler.Start(package, file, settings, log);
        if (await handler.AnswersAsync(file.InitializationTimeout, _stopping.Token))
            _ready.TrySetResult(handler);
        int code = await handler.WaitForExitAsync(_stopping.Token);
        if (_ready.Task.IsCompleted)
            _ready = new TaskCompletionSource<Handler>(TaskCreationOptions.RunContinuationsAsynchronously);
        return code;
    }
}
