using System.Diagnostics;
using QueueService.Storage;

namespace QueueService.Functions.Service;

/// <summary><c>GET /metrics</c>.</summary>
internal sealed class MetricsEndpoint(StorageMeter storage, RequestMeter requests)
{
    public async Task WriteAsync(HttpContext context)
    {
        var text = new OpenMetricsText();
        text.Counter("queue_service_storage_transactions", "Requests that the store bills.", storage.Transactions);
        text.Counter("queue_service_storage_bytes_written", "Bytes written to the store.", storage.BytesWritten);
        text.Counter("queue_service_storage_bytes_read", "Bytes read from the store.", storage.BytesRead);
        requests.WriteTo(text);
        using var process = Process.GetCurrentProcess();
        text.Counter("process_cpu_seconds", "Processor time used.", process.TotalProcessorTime.TotalSeconds);
        text.Gauge("process_resident_memory_bytes", "Resident memory.", process.WorkingSet64);
        text.Gauge("dotnet_gc_heap_bytes", "Managed heap.", GC.GetTotalMemory(forceFullCollection: false));
        WriteCollections(text);
        context.Response.ContentType = OpenMetricsText.MediaType;
        await context.Response.WriteAsync(text.End(), context.RequestAborted);
    }

    private static void WriteCollections(OpenMetricsText text)
    {
        const string Name = "dotnet_gc_collections";
        text.Family(Name, "counter", "Garbage collections by generation; a higher one counts in the lower ones too.");
        for (int generation = 0; generation <= GC.MaxGeneration; generation++)
            text.Sample($"{Name}_total", $"{{generation=\"{generation}\"}}", GC.CollectionCount(generation));
    }
}
