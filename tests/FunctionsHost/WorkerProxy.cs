using System.Net;
using QueueService.Tests.FunctionsHost.Protocol;
using QueueService.Tests.FunctionsHost.Workers;
using Yarp.ReverseProxy.Forwarder;

namespace QueueService.Tests.FunctionsHost;

/// <summary>
/// Passes requests on as the host does to a worker that says where it listens: the request first, everything as it is,
/// with an invocation id and what the client was to the host; then the invocation of the function. The end of the one
/// does not end the other; the host waits for both.
/// </summary>
internal sealed class WorkerProxy(WorkerSupervisor workers, IHttpForwarder forwarder, Action<string> log) : IDisposable
{
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
    });

    private readonly ForwarderRequestConfig _config = new() { ActivityTimeout = TimeSpan.FromSeconds(240) };

    public async Task InvokeAsync(HttpContext context)
    {
        Worker worker = await workers.Current.WaitAsync(context.RequestAborted);
        if (worker.Functions.FirstOrDefault(function => function.IsHttp) is not { } function)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        string invocation = Guid.NewGuid().ToString();
        Task forwarding = forwarder.SendAsync(
            context, worker.HttpAddress, _client, _config, new WorkerRequest(invocation)).AsTask();
        try
        {
            await worker.InvokeAsync(function, invocation, new TypedData { Http = new RpcHttp() }, context.RequestAborted);
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or TimeoutException)
        {
            log($"[Host] {function.Name} has failed: {exception.Message}");
        }

        await forwarding;
    }

    public void Dispose() => _client.Dispose();
}
