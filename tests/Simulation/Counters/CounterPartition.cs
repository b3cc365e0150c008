using QueueService.Replication;
using QueueService.Storage;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>A counter that is open in a process.</summary>
internal sealed class CounterPartition(PartitionId id, PartitionServices services) : Partition(id, services)
{
    public IStore Store { get; } = services.Store;

    public override string Noun => "counter";

    public override string Waiting => "takes wait for tokens";

    public override byte FrameVersion => CounterFrame.Version;

    public override StateMachine Create() => new CounterMachine(new CounterState(), this);

    public override StateMachine Restore(ReadOnlySpan<byte> snapshot) =>
        new CounterMachine(CounterState.Load(snapshot), this);

    public override HeadNote ReadNote(ReadOnlySpan<byte> note) => CounterNote.Decode(note);
}
