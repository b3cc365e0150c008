using QueueService.Functions.Sqs;
using QueueService.Storage;

namespace QueueService.Functions.Hosting;

/// <summary>
/// Stands before the calls while the store is being opened. Whoever only asks whether the program runs
/// (<c>GET /</c>, <c>/healthz</c>) is answered at once. All else waits a while for the first try to open the store, and
/// is refused once that has failed.
/// </summary>
internal sealed class StartupGate
{
    /// <summary>Well within the 30 s after which clients commonly give up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Between the pauses of one who opens the store patiently.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>Ends when the store is open, or when a first try to open it has failed.</summary>
    private readonly TaskCompletionSource _tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile RequestDelegate? _calls;
    private volatile string _reason = "The store is being opened.";

    /// <summary>Lets all requests through to these calls.</summary>
    public void Open(RequestDelegate calls)
    {
        _calls = calls;
        _tried.TrySetResult();
    }

    /// <summary>Tells why the store could not be opened yet.</summary>
    public void Report(string reason)
    {
        _reason = reason;
        _tried.TrySetResult();
    }

    public Task InvokeAsync(HttpContext context) => _calls is { } calls ? calls(context) : WaitAsync(context);

    private async Task WaitAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "";
        if (path is "/healthz" || (path is "/" && HttpMethods.IsGet(context.Request.Method)
            && !SqsRoutes.IsCall(context.Request)))
        {
            await context.Response.WriteAsync("starting", context.RequestAborted);
            return;
        }

        if (path is "/readyz")
            throw Refusal();
        try
        {
            await _tried.Task.WaitAsync(Patience, context.RequestAborted);
        }
        catch (TimeoutException)
        {
            throw Refusal();
        }

        if (_calls is not { } calls)
            throw Refusal();
        await calls(context);
    }

    private StorageUnavailableException Refusal() =>
        new($"The service is still starting. {_reason}") { RetryAfter = RetryAfter };
}
