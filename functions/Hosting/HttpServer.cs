using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;
using QueueService.Functions.Access;
using QueueService.Functions.Rest.Json;

namespace QueueService.Functions.Hosting;

/// <summary>How the HTTP server is set up.</summary>
internal static class HttpServer
{
    /// <summary>How many more are accepted than the gate lets in, so that it can refuse them in words.</summary>
    private const int BeingRefused = 64;

    /// <summary>
    /// What a connection may hold each way that nobody has asked for yet; twice the headers of a request.
    /// </summary>
    private const int BufferBytes = 64 * 1024;

    /// <summary>
    /// Who reads an answer more slowly on the whole is cut off; who stands still, sooner
    /// (<see cref="PacedAnswer"/>). In bytes a second.
    /// </summary>
    private const int SlowestReader = 8 * 1024;

    /// <summary>
    /// Bodies are refused from <see cref="Limits.MaxRequestBytes"/> on. What comes behind that is read and dropped up
    /// to here, for five seconds at most, so that clients hear the refusal and not of a broken connection. In bytes.
    /// </summary>
    private const long MostDrained = 2L * Limits.MaxRequestBytes;

    private static readonly TimeSpan ReaderGrace = TimeSpan.FromSeconds(10);

    public static void Configure(KestrelServerOptions kestrel, ServiceOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MostDrained;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.Limits.MaxRequestBufferSize = BufferBytes;
        kestrel.Limits.MaxResponseBufferSize = BufferBytes;
        kestrel.Limits.MinResponseDataRate = new MinDataRate(SlowestReader, ReaderGrace);
        ConnectionGate gate = new(
            options.Descriptors.Connections,
            new ConnectionQuota(options.Descriptors.ConnectionsOfAddress),
            TimeProvider.System);
        kestrel.ConfigureEndpointDefaults(endpoint =>
        {
            endpoint.Protocols = HttpProtocols.Http1;
            if (options.Access.Mode == AccessMode.Off)
                endpoint.Use(LocalConnections.Guard);
            endpoint.Use(gate.Guard);
        });
    }

    /// <summary>The same bounds one layer below, where a connection's bytes come from its socket.</summary>
    public static void Configure(SocketTransportOptions sockets)
    {
        sockets.MaxReadBufferSize = BufferBytes;
        sockets.MaxWriteBufferSize = BufferBytes;
    }

    /// <summary>Where connections come from. The server asks the last one that is registered first.</summary>
    public static IConnectionListenerFactory Listeners(IServiceProvider services, ServiceOptions options) =>
        new BoundedListenerFactory(
            new SocketTransportFactory(
                services.GetRequiredService<IOptions<SocketTransportOptions>>(),
                services.GetRequiredService<ILoggerFactory>()),
            options.Descriptors.Connections + BeingRefused);

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
