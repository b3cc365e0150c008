using System.Globalization;
using QueueService.Benchmarks.Load;

namespace QueueService.Benchmarks.Reporting;

/// <summary>How figures are summed up and printed.</summary>
internal static class Figures
{
    private const double Mebi = 1024 * 1024;

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>Null as soon as one value is missing.</summary>
    public static double? Median(IEnumerable<double?> values)
    {
        double?[] all = [.. values];
        return all.Contains(null) ? null : Median(all.OfType<double>());
    }

    public static string Whole(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Number(double? value) => value?.ToString("#,0.##", CultureInfo.InvariantCulture) ?? "-";

    public static string Milliseconds(TimeSpan time) => Number(time.TotalMilliseconds);

    public static string Mebibytes(double bytes) => $"{Whole(bytes / Mebi)} MiB";

    /// <summary>p50 / p99 / max in milliseconds, or nothing for a kind of request that was not made.</summary>
    public static string Percentiles(LatencyHistogram histogram) => histogram.Count == 0
        ? "-"
        : string.Join(
            " / ",
            Milliseconds(histogram.Percentile(0.5)),
            Milliseconds(histogram.Percentile(0.99)),
            Milliseconds(histogram.Max));
}
