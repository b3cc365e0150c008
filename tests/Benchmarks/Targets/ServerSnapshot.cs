namespace QueueService.Benchmarks.Targets;

/// <summary>Running totals at one moment; the difference of two is what a phase cost.</summary>
/// <param name="ServerCpu">Of the server under test.</param>
/// <param name="StorageCpu">Of the storage emulator, where there is one.</param>
/// <param name="ClientCpu">Of this program.</param>
/// <param name="ResidentBytes">Memory of the server now.</param>
/// <param name="Storage">Storage requests so far.</param>
internal sealed record ServerSnapshot(
    TimeSpan ServerCpu, TimeSpan? StorageCpu, TimeSpan ClientCpu, long ResidentBytes, StorageCounters Storage)
{
    /// <summary>What was used since; the memory is that of now.</summary>
    public ServerSnapshot Since(ServerSnapshot before) => new(
        ServerCpu - before.ServerCpu,
        StorageCpu - before.StorageCpu,
        ClientCpu - before.ClientCpu,
        ResidentBytes,
        Storage - before.Storage);
}
