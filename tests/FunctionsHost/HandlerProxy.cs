using System.Net;
using Yarp.ReverseProxy.Forwarder;

namespace QueueService.Tests.FunctionsHost;

/// <summary>
/// Passes requests on as the host does with <c>enableProxyingHttpRequest</c>: everything as it is, with an invocation id
/// and what the client was to the host.
/// </summary>
internal sealed class HandlerProxy(HandlerSupervisor handlers, IHttpForwarder forwarder) : IDisposable
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
        Handler handler = await handlers.Current.WaitAsync(context.RequestAborted);
        await forwarder.SendAsync(context, handler.Address.AbsoluteUri, _client, _config, new Headers());
    }

    public void Dispose() => _client.Dispose();

    private sealed class Headers : HttpTransformer
    {
        public override async ValueTask TransformRequestAsync(
            HttpContext httpContext,
            HttpRequestMessage proxyRequest,
            string destinationPrefix,
            CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            proxyRequest.Headers.Host = null;
            Set(proxyRequest, "X-Forwarded-For", $"{httpContext.Connection.RemoteIpAddress}");
            Set(proxyRequest, "X-Forwarded-Host", httpContext.Request.Host.Value!);
            Set(proxyRequest, "X-Forwarded-Proto", httpContext.Request.Scheme);
            Set(proxyRequest, HostHeaders.Version, HostHeaders.VersionValue);
            Set(proxyRequest, HostHeaders.InvocationId, Guid.NewGuid().ToString());
        }

        private static void Set(HttpRequestMessage request, string name, string value)
        {
            request.Headers.Remove(name);
            request.Headers.Add(name, value);
        }
    }
}
