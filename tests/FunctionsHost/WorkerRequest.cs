using Yarp.ReverseProxy.Forwarder;

namespace QueueService.Tests.FunctionsHost;

/// <summary>What becomes of a request on its way to the worker.</summary>
internal sealed class WorkerRequest(string invocation) : HttpTransformer
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
        Set(proxyRequest, "x-ms-invocation-id", invocation);
    }

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.Add(name, value);
    }
}
