using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>How many tokens ever came, those that are there, and those that are on their way to other counters.</summary>
internal sealed class CounterState
{
    private readonly SortedDictionary<long, Token> _tokens = [];
    private readonly SortedDictionary<PartitionId, Outbox<Token>> _outboxes = [];

    public FrameNumber LastFrame { get; set; }

    public Timestamp LastTime { get; set; }

    public Timestamp Clock { get; set; }

    public long Added { get; set; }

    public Inbox Inbox { get; } = new();

    public IReadOnlyCollection<Outbox<Token>> Outboxes => _outboxes.Values;

    public IReadOnlyCollection<Token> Tokens => _tokens.Values;

    /// <summary>All whose content is still needed.</summary>
    public IEnumerable<Token> Stored => _tokens.Values.Concat(_outboxes.Values.SelectMany(outbox => outbox.Pending));

    /// <summary>Those that can be taken, the first one first.</summary>
    public IEnumerable<Token> Living => _tokens.Values.Where(token => token.EndsAt > Clock);

    /// <summary>Those that have ended and are still stored.</summary>
    public IEnumerable<Token> Ended => _tokens.Values.Where(token => token.EndsAt <= Clock);

    public Timestamp? NextDue => Living.Select(token => (Timestamp?)token.EndsAt).Min();

    public bool IsLeaving => _outboxes.Values.Any(outbox => outbox.Pending.Count > 0);

    public bool Has(long token) => _tokens.ContainsKey(token);

    public Outbox<Token>? FindOutbox(PartitionId destination) => _outboxes.GetValueOrDefault(destination);

    public void Advance(Timestamp now) => Clock = Timestamp.Max(now, Clock);

    public void Add(Token token) => _tokens.Add(token.Number, token);

    public void Add(Outbox<Token> outbox) => _outboxes.Add(outbox.Destination, outbox);

    public void Apply(FrameNumber number, Timestamp time, IReadOnlyList<CounterEvent> events)
    {
        if (number != LastFrame.Next || time < LastTime)
            throw new InvalidOperationException($"Frame {number} at {time} cannot follow {LastFrame} at {LastTime}.");
        Advance(time);
        int offset = 0;
        foreach (CounterEvent happened in events)
        {
            if (happened.Comes)
                Come(happened, number, offset);
            else if (happened.Kind == CounterEventKind.Finished)
                Finish(_outboxes[happened.Other], happened.Transfer);
            else if (!_tokens.Remove(happened.Token, out Token? token))
                throw new InvalidOperationException($"Token {happened.Token} is not there.");
            else if (happened.Kind == CounterEventKind.Left)
                Leave(token, happened);
            offset += happened.Length;
        }

        (LastFrame, LastTime) = (number, time);
    }

    private void Come(CounterEvent happened, FrameNumber number, int offset)
    {
        if (happened.Token != Added + 1)
            throw new InvalidOperationException($"Token {happened.Token} cannot follow {Added}.");
        Added = happened.Token;
        Add(new Token(Added, happened.Caller, number, offset, happened.Length, happened.EndsAt));
        if (happened.Kind == CounterEventKind.Arrived)
            Inbox.Take(happened.Other, happened.Transfer);
    }

    private void Leave(Token token, CounterEvent happened)
    {
        if (FindOutbox(happened.Other) is not { } outbox)
            Add(outbox = new Outbox<Token>(happened.Other, happened.Transfer));
        if (outbox.Next != happened.Transfer)
            throw new InvalidOperationException($"Transfer {happened.Transfer} cannot be {outbox.Next}.");
        outbox.Add(token);
    }

    private static void Finish(Outbox<Token> outbox, TransferNumber last)
    {
        while (outbox.Pending.Count > 0 && outbox.FirstPending <= last)
            outbox.Pending.Dequeue();
    }
}
