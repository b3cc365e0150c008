using QueueService.Benchmarks.Load;
using QueueService.Benchmarks.Targets;

namespace QueueService.Benchmarks.Scenarios;

/// <param name="Load">What the connections saw.</param>
/// <param name="Cost">What the processes used meanwhile.</param>
internal sealed record PhaseOutcome(LoadResult Load, ServerSnapshot Cost)
{
    public double CpuPer1000(TimeSpan cpu) => cpu.TotalMilliseconds * 1000 / Load.Messages;

    public double? PerMessage(double? count) => count / Load.Messages;

    public static async Task<PhaseOutcome> MeasureAsync(
        TargetServer server, Func<Task<LoadResult>> phase, CancellationToken cancellation)
    {
        ServerSnapshot before = await server.SnapshotAsync(cancellation);
        LoadResult load = await phase();
        return new PhaseOutcome(load, (await server.SnapshotAsync(cancellation)).Since(before));
    }
}
