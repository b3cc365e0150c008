using QueueService.Replication;
using QueueService.Storage;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>A counter that is open in a process.</summary>
internal sealed class CounterPartition(PartitionId id, PartitionServices services, Action<PartitionId> onLeaving)
    : Partition(id, services)
{
    public IStore Store { get; } = services.Store;

    public override string Noun => "counter";

    public override string Waiting => "takes wait for tokens";

    public override byte FrameVersion => CounterFrame.Version;

    public override StateMachine Create() => new CounterMachine(new CounterState(), this);

    public override StateMachine Restore(ReadOnlySpan<byte> snapshot) =>
        new CounterMachine(CounterSnapshot.Decode(snapshot), this);

    /// <summary>True while tokens are on their way from here.</summary>
    public bool IsLeaving { get; private set; }

    public override HeadNote ReadNote(ReadOnlySpan<byte> note) => CounterNote.Decode(note);

    public override void Observe(StateMachine machine) => IsLeaving = ((CounterMachine)machine).State.IsLeaving;

    public override void AfterCommit(StateMachine machine)
    {
        if (((CounterMachine)machine).State.IsLeaving)
            onLeaving(Id);
    }
}
