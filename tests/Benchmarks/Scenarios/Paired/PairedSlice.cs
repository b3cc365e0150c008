using QueueService.Benchmarks.Load;
using QueueService.Benchmarks.Targets;

namespace QueueService.Benchmarks.Scenarios.Paired;

/// <param name="Load">What the connections saw.</param>
/// <param name="Server">What the server used meanwhile.</param>
/// <param name="Storage">What it asked of its store.</param>
internal sealed record PairedSlice(LoadResult Load, ServerCounters Server, StorageCounters Storage)
{
    public double? PerMessage(double? total) => total / Load.Messages;
}
