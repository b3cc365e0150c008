namespace QueueService.Tests.Chaos.Record;

/// <summary>All that the clients called and were told. Thread-safe to add to; read when the run is over.</summary>
internal sealed class Ledger
{
    private readonly Lock _gate = new();
    private readonly List<SentMessage> _sent = [];
    private readonly List<Delivery> _deliveries = [];
    private readonly List<string> _mistakes = [];
    private int _calls;

    public IReadOnlyList<SentMessage> Sent => _sent;

    public IReadOnlyList<Delivery> Deliveries => _deliveries;

    /// <summary>Answers that no fault excuses, such as a status of 500.</summary>
    public IReadOnlyList<string> Mistakes => _mistakes;

    public int NextCall() => Interlocked.Increment(ref _calls);

    public void Add(SentMessage message)
    {
        lock (_gate)
            _sent.Add(message);
    }

    public void Add(Delivery delivery)
    {
        lock (_gate)
            _deliveries.Add(delivery);
    }

    public void AddMistake(string what)
    {
        lock (_gate)
            _mistakes.Add(what);
    }

    public (int Sent, int Stored, int Received, int Acknowledged) Count()
    {
        lock (_gate)
        {
            return (
                _sent.Count,
                _sent.Count(message => message.IsStored),
                _deliveries.Count,
                _deliveries.Count(delivery => delivery.Acks.Exists(ack => ack.Outcome == Outcome.Done)));
        }
    }
}
