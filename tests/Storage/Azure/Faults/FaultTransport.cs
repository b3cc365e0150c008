using Azure.Core;
using Azure.Core.Pipeline;

namespace QueueService.Tests.Storage.Azure.Faults;

/// <summary>The real network, until a test says what goes wrong with the next request of a kind.</summary>
internal sealed class FaultTransport : HttpPipelineTransport, IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });
    private readonly HttpClientTransport _network;
    private readonly Queue<(Func<Request, bool> When, Func<HttpMessage, Func<Task>, Task> Fault)> _faults = new();

    public FaultTransport() => _network = new HttpClientTransport(_client);

    /// <summary>The requests that came this far, those that were then lost included.</summary>
    public List<string> Seen { get; } = [];

    public static bool IsTransaction(Request request) =>
        request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal);

    public static bool IsUpload(Request request) =>
        request.Method == RequestMethod.Put && request.Headers.Contains("x-ms-blob-type");

    public static bool IsAny(Request request) => true;

    /// <summary>The store carries the request out, but the connection breaks before the answer is here.</summary>
    public void LoseAnswer(Func<Request, bool> when) => Add(when, async (_, send) =>
    {
        await send();
        throw new IOException("The connection was reset.");
    });

    /// <summary>Something on the way sends the request again, and gives the answer to the second time.</summary>
    public void Repeat(Func<Request, bool> when) => Add(when, async (message, send) =>
    {
        await send();
        message.Response.Dispose();
        await send();
    });

    /// <summary>The connection breaks before the store has the request.</summary>
    public void LoseRequest(Func<Request, bool> when) =>
        Add(when, (_, _) => throw new IOException("The connection was reset."));

    /// <summary>The store carries the request out, but the answer takes longer than a try may.</summary>
    public void TimeOut(Func<Request, bool> when) => Add(when, async (_, send) =>
    {
        await send();
        throw new TaskCanceledException("The operation was cancelled because it exceeded the timeout.");
    });

    /// <summary>The store carries the request out, but only the first bytes of the answer arrive.</summary>
    public void TearAnswer(Func<Request, bool> when, int bytes) => Add(when, async (message, send) =>
    {
        await send();
        var stream = new MemoryStream();
        await message.Response.ContentStream!.CopyToAsync(stream);
        message.Response = new ScriptedResponse(message.Response.Status, stream.ToArray()[..bytes]);
    });

    /// <summary>Something answers in place of the store, <paramref name="times"/> times.</summary>
    public void Answer(Func<Request, bool> when, Func<ScriptedResponse> response, int times = 1)
    {
        for (var time = 0; time < times; time++)
        {
            Add(when, (message, _) =>
            {
                message.Response = response();
                return Task.CompletedTask;
            });
        }
    }

    public override Request CreateRequest() => _network.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException("Nothing here is synchronous.");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        Seen.Add($"{message.Request.Method} {message.Request.Uri.Path}");
        if (_faults.TryPeek(out var next) && next.When(message.Request))
            await _faults.Dequeue().Fault(message, () => _network.ProcessAsync(message).AsTask());
        else
            await _network.ProcessAsync(message);
    }

    public void Dispose()
    {
        _network.Dispose();
        _client.Dispose();
    }

    private void Add(Func<Request, bool> when, Func<HttpMessage, Func<Task>, Task> fault) => _faults.Enqueue((when, fault));
}
