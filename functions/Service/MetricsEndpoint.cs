using System.Diagnostics;
using System.Text;
using QueueService.Functions.Mqtt;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Messages;
using QueueService.Functions.Telemetry;
using QueueService.Functions.Timers;
using QueueService.Partitions.Metering;
using QueueService.Queues;
using QueueService.Queues.Maintenance;
using QueueService.Routing;
using QueueService.Routing.Metering;
using QueueService.Storage;

namespace QueueService.Functions.Service;

/// <summary><c>GET /metrics</c>.</summary>
internal sealed class MetricsEndpoint(
    Broker broker,
    ExchangeBroker exchanges,
    MqttService mqtt,
    QueueBoard board,
    StorageMeter storage,
    RequestMeter requests,
    EngineMetrics engine)
{
    public async Task WriteAsync(HttpContext context)
    {
        var text = new OpenMetricsText();
        text.Counter("queue_service_storage_transactions", "Requests that the store bills.", storage.Transactions);
        text.Counter("queue_service_storage_bytes_written", "Bytes written to the store.", storage.BytesWritten);
        text.Counter("queue_service_storage_bytes_read", "Bytes read from the store.", storage.BytesRead);
        (long stored, long lost) = broker.AuditCounts;
        text.Counter("queue_service_audit_entries", "Calls that were kept for the audit.", stored);
        text.Counter("queue_service_audit_lost", "Calls that could not be kept, as the store did not answer.", lost);
        WriteQueues(text);
        WriteExchanges(text);
        mqtt.WriteTo(text);
        engine.WriteTo(text);
        requests.WriteTo(text);
        using var process = Process.GetCurrentProcess();
        text.Counter("process_cpu_seconds", "Processor time used.", process.TotalProcessorTime.TotalSeconds);
        text.Gauge("process_resident_memory_bytes", "Resident memory.", process.WorkingSet64);
        text.Gauge("dotnet_gc_heap_bytes", "Managed heap.", GC.GetTotalMemory(forceFullCollection: false));
        WriteCollections(text);
        context.Response.ContentType = OpenMetricsText.MediaType;
        byte[] answer = Encoding.UTF8.GetBytes(text.End());
        using var held = HeldAnswer.TakeIfLarge(context, answer.Length);
        await context.WriteAnswerAsync(answer);
    }

    private void WriteQueues(OpenMetricsText text)
    {
        var counters = broker.ReadCounters();
        foreach (QueueFigure figure in QueueFigure.All)
        {
            string name = $"queue_service_messages_{figure.Name}";
            text.Family(name, "counter", figure.Help);
            foreach ((QueueName queue, QueueCounters count) in counters)
                text.Sample($"{name}_total", $"{{queue=\"{queue}\"}}", figure.Read(count));
        }

        text.Family("queue_service_messages", "gauge", "Messages in a queue, as of the last minute.");
        foreach (QueueSample sample in board.Samples)
        {
            text.Sample("queue_service_messages", Labels(sample, "visible"), sample.Stats.Visible);
            text.Sample("queue_service_messages", Labels(sample, "inFlight"), sample.Stats.InFlight);
            text.Sample("queue_service_messages", Labels(sample, "held"), sample.Stats.Held);
            text.Sample("queue_service_messages", Labels(sample, "delayed"), sample.Stats.Delayed);
        }

        const string Age = "queue_service_oldest_message_age_seconds";
        text.Family(Age, "gauge", "Age of the oldest message, as of the last minute.");
        foreach (QueueSample sample in board.Samples)
            text.Sample(Age, $"{{queue=\"{sample.Queue}\"}}", (sample.Stats.OldestAge ?? default).TotalSeconds);
    }

    private void WriteExchanges(OpenMetricsText text)
    {
        IReadOnlyList<ExchangeFigures> all = exchanges.ReadFigures();
        foreach (ExchangeFigure figure in ExchangeFigure.All)
        {
            string name = $"queue_service_exchange_{figure.Name}";
            text.Family(name, figure.IsCounter ? "counter" : "gauge", figure.Help);
            foreach (ExchangeFigures figures in all)
            {
                text.Sample(
                    figure.IsCounter ? $"{name}_total" : name,
                    $"{{exchange=\"{figures.Exchange}\"}}",
                    figure.Read(figures));
            }
        }
    }

    private static string Labels(QueueSample sample, string state) =>
        $"{{queue=\"{sample.Queue}\",state=\"{state}\"}}";

    private static void WriteCollections(OpenMetricsText text)
    {
        const string Name = "dotnet_gc_collections";
        text.Family(Name, "counter", "Garbage collections by generation; a higher one counts in the lower ones too.");
        for (int generation = 0; generation <= GC.MaxGeneration; generation++)
            text.Sample($"{Name}_total", $"{{generation=\"{generation}\"}}", GC.CollectionCount(generation));
    }
}
