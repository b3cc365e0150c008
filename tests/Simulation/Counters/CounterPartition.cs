using QueueService.Replication;
using QueueService.Storage;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>A counter that is open in a process.</summary>
internal sealed class CounterPartition(PartitionId id, PartitionServices services, Action<PartitionId> onLeaving)
    : Partition(id, services)
{
    private bool _isLeaving;

    public IStore Store { get; } = services.Store;

    public override string Noun => "counter";

    public override string Waiting => "takes wait for tokens";

    public override byte FrameVersion => CounterFrame.Version;

    public override StateMachine Create() => new CounterMachine(new CounterState(), this);

    public override StateMachine Restore(ReadOnlySpan<byte> snapshot) =>
        new CounterMachine(CounterSnapshot.Decode(snapshot), this);

    public override bool IsLeaving => _isLeaving;

    public override HeadNote ReadNote(ReadOnlySpan<byte> note) => CounterNote.Decode(note);

    public override void Observe(StateMachine machine) => _isLeaving = ((CounterMachine)machine).State.IsLeaving;

    public override void AfterCommit(StateMachine machine)
    {
        if (((CounterMachine)machine).State.IsLeaving)
            onLeaving(Id);
    }
}
