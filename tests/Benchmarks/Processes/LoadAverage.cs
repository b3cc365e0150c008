namespace QueueService.Benchmarks.Processes;

internal static class LoadAverage
{
    /// <summary>The mean number of runnable tasks of the last minute; well above 0 before a run, it is noisy.</summary>
    public static string OneMinute() =>
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "-";
}
