using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using QueueService.Functions.Hosting;
using QueueService.Functions.Timers;
using QueueService.Queues;
using QueueService.Storage;

namespace QueueService.Functions.Telemetry;

/// <summary>
/// Sends metrics and traces by OTLP. It is switched on by the environment variables of the OpenTelemetry specification
/// (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c> or one of its kin); without them nothing is set up and nothing is measured.
/// </summary>
internal sealed class TelemetryExport : IDisposable
{
    private const string DefaultServiceName = "queue-service";

    private static readonly string[] Endpoints =
    [
        "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
    ];

    private readonly QueueInstruments _instruments;
    private readonly MeterProvider _metrics;
    private readonly TracerProvider _traces;

    private TelemetryExport(Broker broker, QueueBoard board, IStore store, IConfiguration configuration)
    {
        ResourceBuilder resource = ResourceBuilder.CreateDefault();
        if (configuration.Text("OTEL_SERVICE_NAME") is null)
            resource.AddService(DefaultServiceName);
        _instruments = new QueueInstruments(broker, board, store.Meter);
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(QueueInstruments.MeterName, Broker.CommitMeterName)
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddOtlpExporter()
            .Build();
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(Broker.TraceSource, "Microsoft.AspNetCore")
            .AddOtlpExporter()
            .Build();
    }

    /// <summary>Null if no endpoint is configured, or <c>OTEL_SDK_DISABLED</c> is true.</summary>
    public static TelemetryExport? Start(Broker broker, QueueBoard board, IStore store, IConfiguration configuration)
    {
        bool isDisabled = string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase);
        return isDisabled || !Array.Exists(Endpoints, key => configuration.Text(key) is not null)
            ? null
            : new TelemetryExport(broker, board, store, configuration);
    }

    /// <summary>Sends what is left, within the time that an exporter gives itself.</summary>
    public void Dispose()
    {
        _metrics.Dispose();
        _traces.Dispose();
        _instruments.Dispose();
    }
}
