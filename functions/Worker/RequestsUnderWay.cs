using System.Collections.Concurrent;

namespace QueueService.Functions.Worker;

/// <summary>
/// Brings together the two ways on which the host tells of a request: the request itself, and an invocation of the HTTP
/// function with the same id. Either may be here first, and be gone before the other comes.
/// </summary>
/// <param name="maxEnded">How many requests are remembered that ended before their invocations came.</param>
internal sealed class RequestsUnderWay(TimeProvider time, int maxEnded = RequestsUnderWay.DefaultMaxEnded)
{
    /// <summary>Where the host names the invocation.</summary>
    public const string InvocationHeader = "x-ms-invocation-id";

    private const int DefaultMaxEnded = 1_000;

    /// <summary>The host sends the request before the invocation: one that is not here by then will not come.</summary>
    private static readonly TimeSpan ArrivalPatience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Longer than any receive waits and any commit takes. A download by a slow client may take longer; for it the
    /// function does not wait to the end, since the host starts the program anew when a function times out.
    /// </summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, Request> _requests = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _ended = new();

    /// <summary>How many requests and invocations wait for each other.</summary>
    public int Count => _requests.Count;

    /// <summary>The request: passes it on, and knows when its answer has left.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers[InvocationHeader] is [{ Length: > 0 } id])
        {
            Request request = _requests.GetOrAdd(id, static _ => new Request());
            request.Begun.TrySetResult();
            context.Response.OnCompleted(() =>
            {
                End(id, request);
                return Task.CompletedTask;
            });
        }

        return next(context);
    }

    /// <summary>The invocation: ends with its request, or when it is cancelled, or after a minute.</summary>
    public async Task WaitAsync(string id, CancellationToken cancellation)
    {
        Request request = _requests.GetOrAdd(id, static _ => new Request());
        request.IsAwaited = true;
        try
        {
            await request.Begun.Task.WaitAsync(ArrivalPatience, time, cancellation);
            await request.Ended.Task.WaitAsync(LongestWait, time, cancellation);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            // The request goes on without it: the host has an eye on that as well.
        }
        finally
        {
            _requests.TryRemove(id, out _);
        }
    }

    private void End(string id, Request request)
    {
        request.Ended.TrySetResult();
        if (request.IsAwaited)
            return;
        _ended.Enqueue(id);
        while (_ended.Count > maxEnded && _ended.TryDequeue(out string? oldest))
            _requests.TryRemove(oldest, out _);
    }

    private sealed class Request
    {
        private volatile bool _isAwaited;

        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsAwaited
        {
            get => _isAwaited;
            set => _isAwaited = value;
        }
    }
}
