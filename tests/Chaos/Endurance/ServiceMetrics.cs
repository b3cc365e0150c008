using System.Globalization;

namespace QueueService.Tests.Chaos.Endurance;

/// <summary>Reads what a service tells of itself.</summary>
internal static class ServiceMetrics
{
    private const double Mebibyte = 1024 * 1024;

    public static async Task<(double ResidentMiB, double HeapMiB)> ReadMemoryAsync(
        HttpClient http, Uri service, CancellationToken cancellationToken)
    {
        string text = await http.GetStringAsync(new Uri(service, "/metrics"), cancellationToken);
        return (
            ValueOf(text, "process_resident_memory_bytes") / Mebibyte, ValueOf(text, "dotnet_gc_heap_bytes") / Mebibyte);
    }

    private static double ValueOf(string text, string name)
    {
        string line = text.Split('\n').First(line => line.StartsWith($"{name} ", StringComparison.Ordinal));
        return double.Parse(line.AsSpan(name.Length), NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
