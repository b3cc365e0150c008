using QueueService.Replication;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>Adds a token.</summary>
internal sealed class AddCommand(long caller, ReadOnlyMemory<byte> content, TimeSpan life) : CounterCommand<bool>
{
    public override int Bytes => content.Length;

    protected override Decision Decide(CounterDraft draft)
    {
        draft.Append(caller, content, life);
        return Answer(true);
    }
}
