using QueueService.Exchanges.Codec;
using QueueService.Exchanges.Events;
using QueueService.Exchanges.Matching;
using QueueService.Exchanges.State;
using QueueService.Partitions;
using QueueService.Replication;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Exchanges.Machine;

/// <summary>What one commit cycle has decided about an exchange.</summary>
internal sealed class ExchangeDraft(ExchangeState state, Tally tally, in DraftTerms terms)
    : Draft(terms.Id, terms.Now, terms.Bounds, terms.Encoded)
{
    private readonly List<ExchangeEvent> _events = [];
    private Dictionary<PartitionId, TransferNumber>? _next;
    private HashSet<PartitionId>? _finished;
    private HashSet<BindingId>? _bound;

    public ExchangeState State => state;

    /// <summary>What this process has yet to count.</summary>
    public Tally Tally => tally;

    public IReadOnlyList<ExchangeEvent> Events => _events;

    public SequenceNumber NextSequence { get; private set; } = state.NextSequence;

    /// <summary>True if copies are set on their way by this draft.</summary>
    public bool StartsTransfer { get; private set; }

    /// <summary>How many bindings this draft adds.</summary>
    public int BoundCount => _bound?.Count ?? 0;

    /// <summary>True once this draft has taken bindings away.</summary>
    public bool HasUnbound { get; private set; }

    /// <summary>
    /// True once this draft has changed what routes: what is decided after that is decided in the next cycle.
    /// </summary>
    public bool ChangesRoutes { get; private set; }

    /// <summary>True if this draft adds this binding.</summary>
    public bool HasBound(BindingId binding) => _bound?.Contains(binding) == true;

    /// <summary>Adds bindings that are not there.</summary>
    public void Bind(IReadOnlyList<Link> links)
    {
        foreach (Link link in links)
        {
            (_bound ??= []).Add(link.Binding.Id);
            Add(new Bound(link));
        }
    }

    /// <summary>Takes bindings away that are there.</summary>
    public void Unbind(IReadOnlyList<Link> links)
    {
        if (links.Count == 0)
            return;
        HasUnbound = true;
        Add(new Unbound([.. links.Select(link => link.Binding.Id)]));
    }

    public SequenceNumber TakeSequences(int count)
    {
        SequenceNumber first = NextSequence;
        NextSequence = first.Plus(count);
        return first;
    }

    /// <summary>The number of the first of so many copies that set out.</summary>
    public TransferNumber Depart(PartitionId destination, int count)
    {
        _next ??= [];
        TransferNumber first = _next.TryGetValue(destination, out TransferNumber known)
            ? known
            : state.FindOutbox(destination)?.Next ?? new TransferNumber(1);
        _next[destination] = first.Plus(count);
        return first;
    }

    /// <summary>False if this draft has taken note already that copies have arrived there.</summary>
    public bool TryFinish(PartitionId destination) => (_finished ??= []).Add(destination);

    public void Add(ExchangeEvent happened)
    {
        ExchangeEventWriter.Write(BeginEvent(), happened);
        _events.Add(happened);
        StartsTransfer |= happened is Published { Departures.Length: > 0 };
        ChangesRoutes |= happened is Bound or Unbound or ExchangeConfigured or ExchangeClosed;
        int weight = happened is Published published ? published.Messages.Length : 1;
        EndEvent(weight, seals: happened is ExchangeClosed or ExchangeConfigured);
    }

    /// <summary>What of the tally this draft counts; null if nothing.</summary>
    public Counted? Counted { get; private set; }

    /// <summary>True while something is to be counted: nothing else is left to time here.</summary>
    public override bool HasExpired => !tally.IsEmpty && Counted is null;

    public override bool TakeOutExpired()
    {
        if (HasExpired)
            Add(Counted = tally.Counted);
        return true;
    }

    /// <summary>
    /// What shows that it is lost: messages that are not there, a binding that is not there or still is, settings.
    /// Nothing tells for certain that it was committed.
    /// </summary>
    public override bool IsLostIn(StateMachine later, FrameNumber number)
    {
        ExchangeState seen = ((ExchangeMachine)later).State;
        return seen.LastTime < Now
            || (seen.LastFrame == number && seen.LastTime != Now)
            || seen.NextSequence < NextSequence
            || _events.Count == 0
            || (_events.Exists(happened => happened is ExchangeClosed) && !seen.IsClosed);
    }
}
