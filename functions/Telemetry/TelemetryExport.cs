using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using QueueService.Functions.Hosting;
using QueueService.Functions.Timers;
using QueueService.Queues;
using QueueService.Routing;
using QueueService.Storage;

namespace QueueService.Functions.Telemetry;

/// <summary>
/// Sends metrics and traces by OTLP, each if the configuration has an endpoint for it. The keys are those of the
/// OpenTelemetry specification, wherever the configuration has them from; without an endpoint nothing is set up and
/// nothing is measured.
/// </summary>
internal sealed class TelemetryExport : IDisposable
{
    private const string DefaultServiceName = "queue-service";

    private readonly QueueInstruments _instruments;
    private readonly ExchangeInstruments _ofExchanges;
    private readonly MeterProvider? _metrics;
    private readonly TracerProvider? _traces;

    private TelemetryExport(
        Broker broker, ExchangeBroker exchanges, QueueBoard board, IStore store, IConfiguration configuration)
    {
        _ofExchanges = new ExchangeInstruments(exchanges);
        _instruments = new QueueInstruments(broker, board, store.Meter);
        if (IsWanted(configuration, "METRICS"))
        {
            _metrics = Sdk.CreateMeterProviderBuilder()
                .ConfigureServices(services => services.AddSingleton(configuration))
                .SetResourceBuilder(Resource())
                .AddMeter(QueueInstruments.MeterName, Broker.CommitMeterName)
                .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
                .AddOtlpExporter()
                .Build();
        }

        if (IsWanted(configuration, "TRACES"))
        {
            _traces = Sdk.CreateTracerProviderBuilder()
                .ConfigureServices(services => services.AddSingleton(configuration))
                .SetResourceBuilder(Resource())
                .AddSource(Broker.TraceSource, "Microsoft.AspNetCore")
                .AddOtlpExporter()
                .Build();
        }
    }

    /// <summary>Null if no endpoint is configured, or <c>OTEL_SDK_DISABLED</c> is true.</summary>
    public static TelemetryExport? Start(
        Broker broker, ExchangeBroker exchanges, QueueBoard board, IStore store, IConfiguration configuration)
    {
        bool isDisabled = Is(configuration, "OTEL_SDK_DISABLED", "true");
        return isDisabled || !(IsWanted(configuration, "METRICS") || IsWanted(configuration, "TRACES"))
            ? null
            : new TelemetryExport(broker, exchanges, board, store, configuration);
    }

    /// <summary>Sends what is left, within the time that an exporter gives itself.</summary>
    public void Dispose()
    {
        _metrics?.Dispose();
        _traces?.Dispose();
        _instruments.Dispose();
        _ofExchanges.Dispose();
    }

    /// <summary>
    /// Each instance by an id of its own, since collectors take counts with the same resource for the same count. What
    /// the configuration says comes last and wins.
    /// </summary>
    private static ResourceBuilder Resource() => ResourceBuilder.CreateEmpty()
        .AddService(DefaultServiceName)
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();

    private static bool IsWanted(IConfiguration configuration, string signal) =>
        (configuration.Text($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT")
            ?? configuration.Text("OTEL_EXPORTER_OTLP_ENDPOINT")) is not null
        && !Is(configuration, $"OTEL_{signal}_EXPORTER", "none");

    private static bool Is(IConfiguration configuration, string key, string value) =>
        string.Equals(configuration[key], value, StringComparison.OrdinalIgnoreCase);
}
