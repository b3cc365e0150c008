using System.Globalization;
using QueueService.Storage;
using QueueService.Storage.Memory;
using QueueService.Tests.Simulation.Faults;

namespace QueueService.Tests.Simulation.Routing;

/// <summary>Knows how far each log goes; what is in the frames, the clients' calls tell.</summary>
internal sealed class RoutingWitness(MemoryDisk disk) : StoreWitness
{
    private readonly Dictionary<string, FrameNumber> _last = [];

    public override bool Observe(string partition)
    {
        FrameNumber last = disk.Logs.TryGetValue(Parse(partition), out MemoryLogData? data)
            ? data.Head.Last
            : FrameNumber.None;
        bool isNew = last > _last.GetValueOrDefault(partition);
        _last[partition] = last;
        return isNew;
    }

    public override void ObserveBlob(string name)
    {
    }

    public override void ObserveDeletion(string name)
    {
    }

    public override void ObserveDeletedLog(string partition) => _last.Remove(partition);

    /// <summary>What a rival writes is a matter of each kind of machine; here the processes are rivals enough.</summary>
    public override void AppendRival(string partition)
    {
    }

    public override string Describe(StorageCall call, bool isAppended) =>
        isAppended ? $"{call.Operation} {call.Target} appends" : $"{call.Operation} {call.Target}";

    private static PartitionId Parse(string partition) => new(
        ulong.Parse(partition.AsSpan(0, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        int.Parse(partition.AsSpan(17), NumberStyles.None, CultureInfo.InvariantCulture));
}
