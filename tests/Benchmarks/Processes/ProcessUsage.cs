using System.Diagnostics;

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
}
