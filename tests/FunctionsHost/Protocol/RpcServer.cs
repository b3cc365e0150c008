using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace QueueService.Tests.FunctionsHost.Protocol;

/// <summary>Where workers connect to, by HTTP/2 without TLS on a free port.</summary>
internal sealed class RpcServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RpcServer(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public WorkerConnections Connections => _app.Services.GetRequiredService<WorkerConnections>();

    public static async Task<RpcServer> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = null);
        builder.Services.AddSingleton<WorkerConnections>();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2));
        RpcServer server = new(builder.Build());
        server._app.MapGrpcService<WorkerRpc>();
        await server._app.StartAsync();
        IServer kestrel = server._app.Services.GetRequiredService<IServer>();
        server.Address = new Uri(kestrel.Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
