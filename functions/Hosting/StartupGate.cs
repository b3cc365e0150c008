using QueueService.Functions.Sqs;
using QueueService.Storage;

namespace QueueService.Functions.Hosting;

/// <summary>
/// Stands before the calls while the store is being opened. Whoever only asks whether the program runs
/// (<c>GET /</c>, <c>/healthz</c>) is answered at once; all else waits a while for the store.
/// </summary>
internal sealed class StartupGate
{
    /// <summary>Well within the 30 s after which clients commonly give up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile RequestDelegate? _calls;
    private volatile string _reason = "The store is being opened.";

    /// <summary>Lets all requests through to these calls.</summary>
    public void Open(RequestDelegate calls)
    {
        _calls = calls;
        _opened.SetResult();
    }

    /// <summary>Tells why the store is not open yet.</summary>
    public void Report(string reason) => _reason = reason;

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
            throw new StorageUnavailableException(_reason);
        try
        {
            await _opened.Task.WaitAsync(Patience, context.RequestAborted);
        }
        catch (TimeoutException)
        {
            throw new StorageUnavailableException($"The service is still starting. {_reason}");
        }

        await _calls!(context);
    }
}
