using System.Net.Sockets;
using QueueService.Access;
using QueueService.Functions.Access;
using QueueService.Functions.Mqtt;
using QueueService.Functions.Portal;
using QueueService.Functions.Telemetry;
using QueueService.Functions.Timers;
using QueueService.Functions.Worker;
using QueueService.Queues;
using QueueService.Routing;
using QueueService.Storage;

namespace QueueService.Functions.Hosting;

/// <summary>
/// The service while it listens. Disposing of it stops taking requests first and closes the store last.
/// </summary>
internal sealed partial class RunningService(WebApplication app, ServiceOptions options) : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource _stopping = new();
    private readonly StartupGate _gate = new();
    private readonly IStore _store = StoreFactory.Open(options);
    private Broker? _broker;
    private ExchangeBroker? _exchanges;
    private MqttService? _mqtt;
    private MaintenanceTimer? _timer;
    private TelemetryExport? _telemetry;
    private Task _opening = Task.CompletedTask;

    public WebApplication App { get; } = app;

    public ServiceOptions Options { get; } = options;

    public PortalFiles Portal { get; } = PortalFiles.Load(typeof(PortalFiles).Assembly);

    /// <summary>What the Functions host has passed on and is not answered yet.</summary>
    public RequestsUnderWay Requests { get; } = new(TimeProvider.System);

    /// <summary>What the maintenance timer does; null until the store is open.</summary>
    public MaintenanceTick? Tick { get; private set; }

    /// <summary>
    /// Listens and opens the store. One that is elsewhere and does not answer is tried again: networks and roles take
    /// minutes to arrive after a deployment, and only a program that runs can say what it waits for.
    /// </summary>
    public async Task StartAsync()
    {
        PortalEndpoint portal = new(Portal, Options.Portal);
        App.UseCalls(_gate, portal, Options.IsBehindFunctionsHost ? Requests : null);
        if (Options.IsBehindFunctionsHost || Options.Kind == StorageKind.Azure)
        {
            await ListenAsync();
            _opening = OpenPatientlyAsync();
            return;
        }

        await OpenAsync();
        await ListenAsync();
    }

    /// <summary>Ends when the program is asked to stop, or fails if the store can never be opened.</summary>
    public async Task WaitForShutdownAsync()
    {
        Task shutdown = App.WaitForShutdownAsync();
        await await Task.WhenAny(shutdown, _opening);
        await shutdown;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await App.DisposeAsync();
        await _opening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_timer is not null)
            await _timer.DisposeAsync();
        try
        {
            // Each ends whatever becomes of the other, the exchanges before the queues that they send to.
            await using Broker? queues = _broker;
            await using ExchangeBroker? exchanges = _exchanges;
            await using MqttService? mqtt = _mqtt;
        }
        finally
        {
            // Last counts are told too, if somebody takes them.
            _telemetry?.Dispose();
            await _store.DisposeAsync();
            _stopping.Dispose();
        }
    }

    private async Task ListenAsync()
    {
        try
        {
            await App.StartAsync();
            CheckWhoCanConnect();
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            throw new IOException(
                $"Cannot listen on {string.Join(", ", Options.Urls)}: {exception.Message.TrimEnd('.')}. Choose another "
                + "address or port with --urls.",
                exception);
        }
    }

    /// <summary>
    /// By what is really bound, whatever setting of the platform has led there. Connections from elsewhere are ended in
    /// any case (<see cref="LocalConnections"/>).
    /// </summary>
    private void CheckWhoCanConnect()
    {
        if (Options.Access.Mode == AccessMode.Off && BoundAddresses.FirstOpen(App.Urls) is { } open)
            throw new OptionsException(AccessOptionsReader.WhyNotOff($"the service listens on {open}"));
    }

    private async Task OpenPatientlyAsync()
    {
        for (TimeSpan pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await OpenAsync();
                return;
            }
            catch (Exception exception) when (MayPass(exception))
            {
                _gate.Report(exception.Message);
                LogUnavailable(App.Logger, exception.Message);
            }

            await Task.Delay(pause, _stopping.Token);
        }
    }

    /// <summary>True for trouble that ends by itself, or by what is done elsewhere.</summary>
    private bool MayPass(Exception exception) => exception is NewerFormatException
        || (exception is StorageUnavailableException unavailable
            && (Options.IsBehindFunctionsHost || !unavailable.IsLasting));

    private async Task OpenAsync()
    {
        await _store.InitializeAsync(_stopping.Token);

        // First what may have to be tried again; the broker works in the background from when it is there.
        AccessControl? access = await AccessOpening.OpenAsync(Options, _store, App.Logger);
        (_broker, _exchanges) = await OpenBrokersAsync();

        // The server ends when its last request has; a receive that waits would hold it up for 20 s.
        App.Lifetime.ApplicationStopping.Register(_broker.EndWaits);
        _mqtt = new MqttService(_exchanges, TimeProvider.System, App.Logger);
        App.Lifetime.ApplicationStopping.Register(() => _ = _mqtt.EndAsync());
        var board = App.Services.GetRequiredService<QueueBoard>();
        ExchangeWatch watch = new(_exchanges, TimeProvider.System, App.Logger);
        Tick = new MaintenanceTick(_broker, watch, _store.Meter, board, App.Logger);
        _telemetry = TelemetryExport.Start(_broker, _exchanges, board, _store, App.Configuration);
        if (!Options.IsBehindFunctionsHost)
            _timer = new MaintenanceTimer(Tick, TimeProvider.System, App.Logger);
        _gate.Open(App.MapCalls(_broker, _exchanges, _mqtt, _store, access, Options));
    }

    private async Task<(Broker Queues, ExchangeBroker Exchanges)> OpenBrokersAsync()
    {
        Broker broker = await Broker.OpenAsync(
            _store,
            TimeProvider.System,
            RandomSource.System,
            App.Logger,
            Options.Memory,
            _stopping.Token,
            $"{Environment.MachineName}/{Environment.ProcessId}");
        try
        {
            return (broker, await ExchangeBroker.OpenAsync(broker, _stopping.Token));
        }
        catch
        {
            // Whoever tries again opens another one.
            await broker.DisposeAsync();
            throw;
        }
    }

    [LoggerMessage(LogLevel.Error, "Waiting for the store: {Reason}")]
    private static partial void LogUnavailable(ILogger logger, string reason);
}
