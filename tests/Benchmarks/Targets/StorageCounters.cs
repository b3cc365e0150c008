using System.Globalization;

namespace QueueService.Benchmarks.Targets;

/// <summary>What the service has asked of its store; null where it does not say.</summary>
internal readonly record struct StorageCounters(double? Transactions, double? BytesWritten)
{
    public static StorageCounters Parse(string openMetrics) => new(
        Sum(openMetrics, "queue_service_storage_transactions_total"),
        Sum(openMetrics, "queue_service_storage_bytes_written_total"));

    public static StorageCounters operator -(StorageCounters after, StorageCounters before) =>
        new(after.Transactions - before.Transactions, after.BytesWritten - before.BytesWritten);

    /// <summary>Adds up the samples of all label sets of a counter.</summary>
    private static double? Sum(string openMetrics, string name)
    {
        double? sum = null;
        foreach (string line in openMetrics.Split('\n'))
        {
            if (!line.StartsWith(name, StringComparison.Ordinal) || line.Length == name.Length)
                continue;
            int valueAt = line[name.Length] == '{' ? line.LastIndexOf('}') + 1 : name.Length;
            string value = line[valueAt..].TrimStart().Split(' ')[0];
            if (line[valueAt] == ' ')
                sum = (sum ?? 0) + double.Parse(value, CultureInfo.InvariantCulture);
        }

        return sum;
    }
}
