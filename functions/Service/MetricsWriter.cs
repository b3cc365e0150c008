using System.Diagnostics;
using System.Globalization;
using System.Text;
using QueueService.Storage;

namespace QueueService.Functions.Service;

/// <summary>Metrics in the OpenMetrics 1.0 text format.</summary>
internal static class MetricsWriter
{
    public static async Task WriteAsync(HttpContext context, StorageMeter meter)
    {
        StringBuilder text = new();
        Counter(text, "queue_service_storage_transactions", "Requests that the store bills.", meter.Transactions);
        Counter(text, "queue_service_storage_bytes_written", "Bytes written to the store.", meter.BytesWritten);
        Counter(text, "queue_service_storage_bytes_read", "Bytes read from the store.", meter.BytesRead);
        using Process process = Process.GetCurrentProcess();
        Counter(text, "process_cpu_seconds", "Processor time used.", process.TotalProcessorTime.TotalSeconds);
        Gauge(text, "process_resident_memory_bytes", "Resident memory.", process.WorkingSet64);
        Gauge(text, "dotnet_gc_heap_bytes", "Managed heap after the last collection.", GC.GetTotalMemory(false));
        Counter(text, "dotnet_gc_collections", "Full garbage collections.", GC.CollectionCount(2));
        text.Append("# EOF\n");
        context.Response.ContentType = "application/openmetrics-text; version=1.0.0; charset=utf-8";
        await context.Response.WriteAsync(text.ToString(), context.RequestAborted);
    }

    private static void Counter(StringBuilder text, string name, string help, double value) =>
        text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} counter\n# HELP {name} {help}\n{name}_total {value:0.######}\n");

    private static void Gauge(StringBuilder text, string name, string help, double value) =>
        text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} gauge\n# HELP {name} {help}\n{name} {value:0}\n");
}
