using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Functions.Mqtt;
using QueueService.Functions.Service;
using QueueService.Functions.Telemetry;
using QueueService.Functions.Timers;
using QueueService.Queues;
using QueueService.Queues.Maintenance;
using QueueService.Routing;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Functions.Timers;

public sealed class QueueBoardTests
{
    private readonly SteppedTime _time = new();

    [Fact]
    public async Task Samples_WhenTheTimerTicksElsewhere_AreNoLongerTold()
    {
        var board = new QueueBoard(_time);
        await using var store = new MemoryStore(new MemoryDisk(TimeProvider.System));
        await store.InitializeAsync(CancellationToken.None);
        await using Broker broker = await Broker.OpenAsync(
            store, TimeProvider.System, RandomSource.System, NullLogger.Instance, MemoryLimits.Default, CancellationToken.None);
        await using ExchangeBroker exchanges = await ExchangeBroker.OpenAsync(broker, CancellationToken.None);
        using var instruments = new QueueInstruments(broker, board, store.Meter);
        var sample = new QueueSample(QueueName.Parse("q"), new QueueStats(0, 0, 0, null, 0), 0);
        using var engine = new EngineMetrics();
        await using var mqtt = new MqttService(exchanges, TimeProvider.System, NullLogger.Instance);
        var endpoint = new MetricsEndpoint(broker, exchanges, mqtt, board, store.Meter, new RequestMeter(), engine);
        board.Show([sample]);

        _time.Step(TimeSpan.FromMinutes(3));
        Assert.Equal(5, CountGauges());
        Assert.Contains("queue_service_messages{queue=\"q\",state=\"visible\"} 0", await TextAsync(endpoint), StringComparison.Ordinal);

        _time.Step(TimeSpan.FromSeconds(1));
        Assert.Equal(0, CountGauges());
        Assert.DoesNotContain("queue=\"q\"", await TextAsync(endpoint), StringComparison.Ordinal);

        board.Show([sample]);
        Assert.Single(board.Samples);
    }

    private static int CountGauges()
    {
        int count = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, all) =>
        {
            if (instrument.Meter.Name is QueueInstruments.MeterName && instrument is ObservableGauge<long>)
                all.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            foreach (KeyValuePair<string, object?> tag in tags)
                count += tag.Value is "q" ? 1 : 0;
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return count;
    }

    private static async Task<string> TextAsync(MetricsEndpoint endpoint)
    {
        using var body = new MemoryStream();
        await endpoint.WriteAsync(new DefaultHttpContext { Response = { Body = body } });
        return Encoding.UTF8.GetString(body.ToArray());
    }

    private sealed class SteppedTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Step(TimeSpan time) => _now += time.Ticks;

        public override long GetTimestamp() => _now;
    }
}
