using System.Runtime.CompilerServices;
using QueueService.Replication.Snapshots;

namespace QueueService.Replication.Loop;

/// <summary>The instruments of the engine as a whole.</summary>
internal static class Meters
{
    /// <summary>The meter that a telemetry exporter subscribes to.</summary>
    public const string Name = "QueueService.Engine";

    /// <summary>What tells the kinds of machines apart in all that is measured of them.</summary>
    public static KeyValuePair<string, object?> Tag(string kind) => new("kind", kind);

    /// <summary>
    /// Creates all instruments: a counter is there, at 0, before what it counts has happened for the first time.
    /// </summary>
    public static void Create()
    {
        RuntimeHelpers.RunClassConstructor(typeof(CommitMeter).TypeHandle);
        RuntimeHelpers.RunClassConstructor(typeof(SnapshotMeter).TypeHandle);
        RuntimeHelpers.RunClassConstructor(typeof(TurnMeter).TypeHandle);
    }
}
