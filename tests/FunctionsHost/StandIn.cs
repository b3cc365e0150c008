using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using QueueService.Tests.FunctionsHost.Protocol;
using QueueService.Tests.FunctionsHost.Workers;
using Yarp.ReverseProxy.Forwarder;

namespace QueueService.Tests.FunctionsHost;

/// <summary>
/// Does to a package what the Azure Functions host does to it: reads <c>host.json</c> and <c>worker.config.json</c>,
/// starts the worker with nothing but the app settings in its environment, asks it for its functions, passes requests
/// on, calls timers, and starts the worker again when it has crashed.
/// </summary>
public sealed class StandIn : IFunctionsHost
{
    internal const string HostVersion = "4.1054.100";

    /// <summary>As long as the host waits for a process to connect.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly WebApplication _app;
    private readonly RpcServer _server;
    private readonly WorkerSupervisor _workers;
    private readonly WorkerProxy _proxy;

    private StandIn(WebApplication app, RpcServer server, WorkerSetting setting)
    {
        _app = app;
        _server = server;
        _workers = new WorkerSupervisor(setting, server);
        _proxy = new WorkerProxy(_workers, app.Services.GetRequiredService<IHttpForwarder>(), setting.Log);
    }

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public IReadOnlyList<int> ExitCodes => _workers.ExitCodes;

    /// <summary>Starts the host; the worker comes up meanwhile, and requests wait for it.</summary>
    /// <param name="package">A folder as <c>dotnet publish</c> makes it.</param>
    /// <param name="settings">The app settings: all that the worker finds in its environment beside the host's own.</param>
    /// <param name="port">0 for a free one.</param>
    /// <param name="isPlaceholder">True to greet the worker as one that was loaded into a placeholder.</param>
    /// <param name="functionTimeout">What counts in place of what <c>host.json</c> says.</param>
    /// <param name="startPatience">How long the worker may take to connect; null for as long as in the host.</param>
    public static async Task<StandIn> StartAsync(
        string package,
        IReadOnlyDictionary<string, string> settings,
        Action<string> log,
        int port = 0,
        bool isPlaceholder = false,
        TimeSpan? functionTimeout = null,
        TimeSpan? startPatience = null)
    {
        HostFile file = HostFile.Read(package);
        WorkerSetting setting = new(
            package,
            WorkerFile.Read(package),
            settings,
            functionTimeout ?? file.FunctionTimeout,
            startPatience ?? StartPatience,
            isPlaceholder,
            log);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHttpForwarder();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = 104_857_600;
        });
        var host = new StandIn(builder.Build(), await RpcServer.StartAsync(), setting);
        try
        {
            await host.StartAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public async Task WaitUntilReadyAsync(CancellationToken cancellation) =>
        await _workers.Current.WaitAsync(cancellation);

    public async Task CallTimerAsync(string function, CancellationToken cancellation) =>
        await TimerCaller.CallAsync(await _workers.Current.WaitAsync(cancellation), function, cancellation);

    /// <summary>Asks the worker whether it is well.</summary>
    public async Task AskStatusAsync(CancellationToken cancellation) =>
        await (await _workers.Current.WaitAsync(cancellation)).AskStatusAsync(cancellation);

    /// <summary>Has the worker told that all invocations under way are cancelled, whatever becomes of their requests.</summary>
    public async Task CancelInvocationsAsync() => await (await _workers.Current).CancelAsync();

    /// <summary>How many invocations the worker has not answered yet.</summary>
    public async Task<int> InvocationsAsync() => (await _workers.Current).UnderWay;

    /// <summary>Has the worker end as the host does at its own end, and waits until it has.</summary>
    /// <param name="grace">After which it is killed; null for the host's.</param>
    /// <param name="drain">How long invocations under way are waited for before; null for the host's.</param>
    public async Task TerminateAsync(TimeSpan? grace = null, TimeSpan? drain = null) =>
        await (await _workers.Current).TerminateAsync(grace, drain);

    /// <summary>The process of the worker, to be killed by a test.</summary>
    public async Task<int> WorkerProcessAsync() => (await _workers.Current).ProcessId;

    /// <summary>The functions that the worker has told of, each with its schedule if it is a timer.</summary>
    public async Task<IReadOnlyDictionary<string, string?>> FunctionsAsync() =>
        (await _workers.Current).Functions.ToDictionary(function => function.Name, function => function.Schedule);

    /// <summary>How long the worker took until its functions were loaded, and how long it has been running.</summary>
    public async Task<(TimeSpan ReadyAfter, TimeSpan Age)> WorkerTimesAsync()
    {
        Worker worker = await _workers.Current;
        return (worker.ReadyAfter, worker.Age);
    }

    public async ValueTask DisposeAsync()
    {
        await _workers.DisposeAsync();
        await _app.DisposeAsync();
        await _server.DisposeAsync();
        _proxy.Dispose();
    }

    private async Task StartAsync()
    {
        _app.Use(HostPaths.InvokeAsync);
        _app.Run(_proxy.InvokeAsync);
        await _app.StartAsync();
        IServer server = _app.Services.GetRequiredService<IServer>();
        Address = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        _workers.Start();
    }
}
