using System.Diagnostics.Metrics;
using QueueService.Functions.Timers;
using QueueService.Queues;
using QueueService.Queues.Maintenance;
using QueueService.Queues.Metering;
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
        Counter(broker, "queue.messages.sent", "Messages accepted.", counters => counters.Sent);
        Counter(broker, "queue.messages.received", "Messages handed out.", counters => counters.Received);
        Counter(
            broker,
            "queue.messages.redelivered",
            "Messages handed out that had been before.",
            counters => counters.Redelivered);
        Counter(broker, "queue.messages.acked", "Messages acknowledged.", counters => counters.Acknowledged);
        Counter(
            broker,
            "queue.messages.dead_lettered",
            "Messages moved to the dead-letter queue.",
            counters => counters.DeadLettered);
        Counter(
            broker,
            "queue.messages.expired",
            "Messages that nobody acknowledged in time.",
            counters => counters.Expired);
        Gauge(board, "queue.messages.visible", "{message}", sample => sample.Stats.Visible);
        Gauge(board, "queue.messages.in_flight", "{message}", sample => sample.Stats.InFlight);
        Gauge(board, "queue.messages.delayed", "{message}", sample => sample.Stats.Delayed);
        Gauge(board, "queue.oldest_message.age", "s", sample => (long)(sample.Stats.OldestAge ?? default).TotalSeconds);
        _meter.CreateObservableCounter("queue.storage.calls", () => storage.Transactions, "{call}");
        _meter.CreateObservableCounter("queue.storage.written", () => storage.BytesWritten, "By");
        _meter.CreateObservableCounter("queue.storage.read", () => storage.BytesRead, "By");
    }

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Tag(QueueName queue) => new("messaging.destination.name", queue.Value);

    private void Counter(Broker broker, string name, string description, Func<QueueCounters, long> read) =>
        _meter.CreateObservableCounter(
            name,
            () => broker.ReadCounters().Select(queue => new Measurement<long>(read(queue.Value), Tag(queue.Key))),
            "{message}",
            description);

    private void Gauge(QueueBoard board, string name, string unit, Func<QueueSample, long> read) =>
        _meter.CreateObservableGauge(
            name, () => board.Samples.Select(sample => new Measurement<long>(read(sample), Tag(sample.Queue))), unit);
}
