using QueueService.Replication;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>What a cycle has decided about tokens; each is changed at most once in a draft.</summary>
internal sealed class CounterDraft(CounterMachine machine, in DraftTerms terms)
    : Draft(terms.Id, terms.Now, terms.Bounds, terms.Encoded)
{
    private readonly HashSet<long> _gone = [];
    private readonly List<CounterEvent> _events = [];
    private long _next = machine.State.Added + 1;
    private TransferDraft? _transfers;

    public CounterMachine Machine => machine;

    public IReadOnlyList<CounterEvent> Events => _events;

    public TransferDraft Transfers => _transfers ??= new TransferDraft(
        machine.State.Inbox, destination => machine.State.FindOutbox(destination)?.Next ?? new TransferNumber(1));

    public override bool HasExpired => machine.State.Ended.Any();

    /// <summary>The first token that nobody has taken; null if there is none.</summary>
    public Token? First => machine.State.Living.FirstOrDefault(token => !_gone.Contains(token.Number));

    public void Append(long caller, ReadOnlyMemory<byte> content, TimeSpan life)
    {
        AddPayload(content);
        Add(new CounterEvent(CounterEventKind.Added, _next++, caller, content.Length, Now + life));
    }

    public void Take(Token token)
    {
        _gone.Add(token.Number);
        Add(new CounterEvent(CounterEventKind.Taken, token.Number));
    }

    public void Leave(Token token, PartitionId destination)
    {
        _gone.Add(token.Number);
        Add(new CounterEvent(
            CounterEventKind.Left, token.Number, Other: destination, Transfer: Transfers.Depart(destination, 1)));
    }

    public void Arrive(MovedToken moved, PartitionId source, TransferNumber transfer)
    {
        AddPayload(moved.Content);
        Transfers.Take(source, transfer);
        Token token = moved.Token;
        Add(new CounterEvent(
            CounterEventKind.Arrived, _next++, token.Caller, token.Length, token.EndsAt, source, transfer));
    }

    public void Finish(PartitionId destination, TransferNumber last) =>
        Add(new CounterEvent(CounterEventKind.Finished, 0, Other: destination, Transfer: last));

    public override bool TakeOutExpired()
    {
        foreach (Token token in machine.State.Ended)
        {
            if (_gone.Contains(token.Number))
                continue;
            if (EventCount > 0 && !Fits(Command.EventHeadBytes, 1))
                return false;
            _gone.Add(token.Number);
            Add(new CounterEvent(CounterEventKind.Ended, token.Number));
        }

        return true;
    }

    public override bool IsLostIn(StateMachine later, FrameNumber number)
    {
        CounterState state = ((CounterMachine)later).State;
        return EventCount == 0 || state.LastTime < Now || state.Added < _next - 1 || _gone.Any(state.Has);
    }

    private void Add(CounterEvent happened)
    {
        CounterEvent.Write(BeginEvent(), happened);
        _events.Add(happened);
        EndEvent(1, seals: false);
    }
}
