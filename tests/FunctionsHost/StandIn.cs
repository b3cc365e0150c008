using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Yarp.ReverseProxy.Forwarder;

namespace QueueService.Tests.FunctionsHost;

/// <summary>
/// Does to a package what the Azure Functions host does to it: reads <c>host.json</c> and the functions, starts the
/// handler with nothing but the app settings in its environment, passes requests on, calls timers, and starts the
/// handler again when it has crashed.
/// </summary>
public sealed class StandIn : IFunctionsHost
{
    private readonly WebApplication _app;
    private readonly HandlerSupervisor _handlers;
    private readonly HandlerProxy _proxy;
    private readonly TimerCaller _timers;
    private readonly IReadOnlyList<FunctionFile> _functions;

    private StandIn(WebApplication app, HandlerSupervisor handlers, IReadOnlyList<FunctionFile> functions)
    {
        _app = app;
        _handlers = handlers;
        _functions = functions;
        _proxy = new HandlerProxy(handlers, app.Services.GetRequiredService<IHttpForwarder>());
        _timers = new TimerCaller(handlers);
    }

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public IReadOnlyList<int> ExitCodes
    {
        get
        {
            lock (_handlers.ExitCodes)
                return [.. _handlers.ExitCodes];
        }
    }

    /// <summary>Starts the host; the handler comes up meanwhile, and requests wait for it.</summary>
    /// <param name="package">A folder as <c>dotnet publish</c> makes it.</param>
    /// <param name="settings">The app settings: all that the handler finds in its environment beside the host's own.</param>
    /// <param name="port">0 for a free one.</param>
    public static async Task<StandIn> StartAsync(
        string package, IReadOnlyDictionary<string, string> settings, Action<string> log, int port = 0)
    {
        HostFile file = HostFile.Read(package);
        IReadOnlyList<FunctionFile> functions = FunctionFile.ReadAll(package);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHttpForwarder();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = 104_857_600;
        });
        var host = new StandIn(builder.Build(), new HandlerSupervisor(package, file, settings, log), functions);
        try
        {
            await host.StartAsync(file.RoutePrefix);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public async Task WaitUntilReadyAsync(CancellationToken cancellation) =>
        await _handlers.Current.WaitAsync(cancellation);

    public Task CallTimerAsync(string function, CancellationToken cancellation) =>
        _timers.CallAsync(
            _functions.Single(known => known.TimerBinding is not null && known.Name.Equals(function, StringComparison.Ordinal)),
            cancellation);

    /// <summary>The process of the handler, to be killed by a test.</summary>
    public async Task<int> HandlerProcessAsync() => (await _handlers.Current).ProcessId;

    /// <summary>How long the handler took until it answered its first ping, and how long it has been running.</summary>
    public async Task<(TimeSpan ReadyAfter, TimeSpan Age)> HandlerTimesAsync()
    {
        Handler handler = await _handlers.Current;
        return (handler.ReadyAfter, handler.Age);
    }

    public async ValueTask DisposeAsync()
    {
        await _handlers.DisposeAsync();
        await _app.DisposeAsync();
        _proxy.Dispose();
        _timers.Dispose();
    }

    private async Task StartAsync(string prefix)
    {
        _app.Use(HostPaths.InvokeAsync);
        foreach (FunctionFile function in _functions.Where(function => function.Route is not null))
            _app.Map($"/{prefix}{function.Route}", _proxy.InvokeAsync);
        await _app.StartAsync();
        IServer server = _app.Services.GetRequiredService<IServer>();
        Address = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        _handlers.Start();
    }
}
