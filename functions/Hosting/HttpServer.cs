using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;

using QueueService.Functions.Access;

namespace QueueService.Functions.Hosting;

/// <summary>How the HTTP server is set up.</summary>
internal static class HttpServer
{
    /// <summary>A connection costs some 10 KiB while idle; this many fit beside the rest in 2 GiB.</summary>
    private const int MaxConnections = 20_000;

    /// <summary>A twentieth of all: more than one office behind one address needs.</summary>
    private const int MaxConnectionsPerAddress = 1_000;

    public static void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = Limits.MaxRequestBytes;
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        ConnectionQuota quota = new(MaxConnectionsPerAddress);
        kestrel.ConfigureEndpointDefaults(endpoint =>
        {
            endpoint.Protocols = HttpProtocols.Http1;
            endpoint.Use(quota.Guard);
        });
    }

    /// <summary>
    /// What the nearest proxy says, if it is on this machine as the Functions host is. Anything before the last entry
    /// of a header may have been made up by the client.
    /// </summary>
    public static ForwardedHeadersOptions Forwarded() => new()
    {
        // The address is found elsewhere: the nearest proxy is not the one that has seen the client.
        ForwardedHeaders = ForwardedHeaders.XForwardedHost | ForwardedHeaders.XForwardedProto,
        ForwardLimit = 1,
    };
}
