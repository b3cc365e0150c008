using System.Diagnostics.Metrics;
using QueueService.Functions.Timers;
using QueueService.Queues;
using QueueService.Queues.Maintenance;
using QueueService.Storage;

namespace QueueService.Functions.Telemetry;

/// <summary>
/// The figures of queues and store as instruments of OpenTelemetry. They are read when an exporter asks, and cost
/// nothing otherwise.
/// </summary>
internal sealed class QueueInstruments : IDisposable
{
    public const string MeterName = "QueueService";

    private readonly Meter _meter = new(MeterName);

    public QueueInstruments(Broker broker, QueueBoard board, StorageMeter storage)
    {
        foreach (QueueFigure figure in QueueFigure.All)
            Counter(broker, figure);
        Gauge(board, "queue.messages.visible", "{message}", sample => sample.Stats.Visible);
        Gauge(board, "queue.messages.in_flight", "{message}", sample => sample.Stats.InFlight);
        Gauge(board, "queue.messages.delayed", "{message}", sample => sample.Stats.Delayed);
        Gauge(board, "queue.messages.held", "{message}", sample => sample.Stats.Held);
        Gauge(board, "queue.oldest_message.age", "s", sample => (long)(sample.Stats.OldestAge ?? default).TotalSeconds);
        _meter.CreateObservableCounter("queue.storage.calls", () => storage.Transactions, "{call}");
        _meter.CreateObservableCounter("queue.storage.written", () => storage.BytesWritten, "By");
        _meter.CreateObservableCounter("queue.storage.read", () => storage.BytesRead, "By");
    }

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Tag(QueueName queue) => new("messaging.destination.name", queue.Value);

    private void Counter(Broker broker, QueueFigure figure) => _meter.CreateObservableCounter(
        $"queue.messages.{figure.Name}",
        () => broker.ReadCounters().Select(queue => new Measurement<long>(figure.Read(queue.Value), Tag(queue.Key))),
        "{message}",
        figure.Help);

    private void Gauge(QueueBoard board, string name, string unit, Func<QueueSample, long> read) =>
        _meter.CreateObservableGauge(
            name, () => board.Samples.Select(sample => new Measurement<long>(read(sample), Tag(sample.Queue))), unit);
}
