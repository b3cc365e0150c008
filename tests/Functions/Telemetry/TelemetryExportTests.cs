using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Functions.Telemetry;
using QueueService.Functions.Timers;
using QueueService.Queues;
using QueueService.Routing;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Functions.Telemetry;

/// <summary>Which of metrics and traces are measured at all.</summary>
[Collection(AloneCollection.Name)]
public sealed class TelemetryExportTests
{
    private const string Both = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Metrics = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";
    private const string Traces = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

    // Port 1 of the loopback address is never listened on here.
    private const string Nowhere = "http://127.0.0.1:1";

    [Theory]
    [InlineData("", "", false, false)]
    [InlineData(Both, "", true, true)]
    [InlineData(Metrics, "", true, false)]
    [InlineData(Traces, "", false, true)]
    [InlineData(Both, "OTEL_METRICS_EXPORTER=none", false, true)]
    [InlineData(Both, "OTEL_TRACES_EXPORTER=none", true, false)]
    [InlineData(Both, "OTEL_TRACES_EXPORTER=otlp", true, true)]
    [InlineData(Traces, "OTEL_TRACES_EXPORTER=none", false, false)]
    [InlineData(Both, "OTEL_SDK_DISABLED=true", false, false)]
    public async Task Start_WhenConfigured_MeasuresWhatHasAnEndpoint(string endpoint, string more, bool metrics, bool traces)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new(endpoint, Nowhere),
            new("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            .. more.Length == 0 ? [] : new[] { KeyValuePair.Create(more.Split('=')[0], (string?)more.Split('=')[1]) },
        ]).Build();
        await using var store = new MemoryStore(new MemoryDisk(TimeProvider.System));
        await store.InitializeAsync(CancellationToken.None);
        await using Broker broker = await Broker.OpenAsync(
            store, TimeProvider.System, RandomSource.System, NullLogger.Instance, MemoryLimits.Default, CancellationToken.None);
        await using ExchangeBroker exchanges = await ExchangeBroker.OpenAsync(broker, CancellationToken.None);
        using TelemetryExport? export = TelemetryExport.Start(
            broker, exchanges, new QueueBoard(TimeProvider.System), store, configuration);

        Assert.Equal(metrics || traces, export is not null);
        Assert.Equal(metrics, IsMeasured());
        using var source = new ActivitySource(Broker.TraceSource);
        Assert.Equal(traces, source.HasListeners());
    }

    private static bool IsMeasured()
    {
        bool isMeasured = false;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
            isMeasured |= instrument.Meter.Name is QueueInstruments.MeterName && instrument.Enabled;
        listener.Start();
        return isMeasured;
    }
}
