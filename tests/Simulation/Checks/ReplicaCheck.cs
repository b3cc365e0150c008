using System.Runtime.CompilerServices;
using QueueService.Partitions.Codec;
using QueueService.Partitions.Machine;
using QueueService.Partitions.State;
using QueueService.Replication.Loop;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Checks;

/// <summary>Every replica equals the replay of the log up to the frame that it has come to.</summary>
internal static class ReplicaCheck
{
    public static IEnumerable<string> Check(Evidence evidence)
    {
        foreach (Instance instance in evidence.Cluster.Instances.Where(instance => instance.Broker is not null))
        {
            foreach (QueuePartition partition in Instance.Partitions(instance.Broker!).Open)
            {
                if (Replica(partition.Loop) is { Machine: QueueMachine { State: { } state } }
                    && !IsReplay(evidence.Cluster.Archive.Find(state.Id)!, state))
                    yield return $"{instance.Name} holds a state of {state.Id} that is not the replay of its log.";
            }
        }
    }

    private static bool IsReplay(ArchivedLog log, PartitionState state)
    {
        PartitionState replay = log.Replay(state.LastFrame.Value);
        if (!SnapshotCodec.Encode(replay.Save()).Span.SequenceEqual(SnapshotCodec.Encode(state.Save()).Span))
            return false;
        replay.Advance(state.Clock);
        return Counts(replay) == Counts(state);
    }

    private static (long, long, long, long, long) Counts(PartitionState state) =>
        (state.Visible, state.InFlight, state.DelayedInAll, state.Leaving, state.Bytes);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_replica")]
    private static extern ref Replica? Replica(PartitionLoop loop);
}
