using System.Diagnostics;
using System.Globalization;

namespace QueueService.Benchmarks.Processes;

/// <param name="Cpu">User and system time since the process started, to 10 ms.</param>
/// <param name="ResidentBytes">Memory that the process holds now.</param>
internal readonly record struct ProcessUsage(TimeSpan Cpu, long ResidentBytes)
{
    public static ProcessUsage Of(int processId)
    {
        using var process = Process.GetProcessById(processId);
        return new ProcessUsage(process.TotalProcessorTime, process.WorkingSet64);
    }

    /// <summary>The process with those that it has started, as far as the system tells (Linux).</summary>
    public static ProcessUsage OfTree(int processId)
    {
        ProcessUsage sum = Of(processId);
        foreach (int child in ChildrenOf(processId))
        {
            ProcessUsage usage = OfTree(child);
            sum = new ProcessUsage(sum.Cpu + usage.Cpu, sum.ResidentBytes + usage.ResidentBytes);
        }

        return sum;
    }

    private static IEnumerable<int> ChildrenOf(int processId)
    {
        var threads = new DirectoryInfo($"/proc/{processId}/task");
        if (!threads.Exists)
            return [];

        // Each thread has the processes that it has started.
        return threads.GetDirectories()
            .Select(thread => Path.Combine(thread.FullName, "children"))
            .Where(File.Exists)
            .SelectMany(file => File.ReadAllText(file).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture));
    }
}
