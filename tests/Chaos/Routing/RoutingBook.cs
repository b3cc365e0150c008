using QueueService.Tests.Chaos.Record;

namespace QueueService.Tests.Chaos.Routing;

/// <summary>All that was published, bound and received. Thread-safe to add to; read when the run is over.</summary>
internal sealed class RoutingBook
{
    private readonly Lock _gate = new();
    private readonly List<PublishCall> _publishes = [];
    private readonly List<BindCall> _binds = [];
    private readonly HashSet<Copy> _copies = [];

    public IReadOnlyList<PublishCall> Publishes => _publishes;

    /// <summary>The calls about one queue in the order in which they were made: one client makes them.</summary>
    public IReadOnlyList<BindCall> Binds => _binds;

    public IReadOnlyCollection<Copy> Copies => _copies;

    public void Add(PublishCall call)
    {
        lock (_gate)
            _publishes.Add(call);
    }

    public void Add(BindCall call)
    {
        lock (_gate)
            _binds.Add(call);
    }

    public void Add(Copy copy)
    {
        lock (_gate)
            _copies.Add(copy);
    }

    /// <summary>Whether this was received from all of these queues.</summary>
    public bool HasCopies(string body, IEnumerable<string> queues)
    {
        lock (_gate)
        {
            return queues.All(queue => _copies.Any(copy => string.Equals(copy.Body, body, StringComparison.Ordinal)
                && string.Equals(copy.Queue, queue, StringComparison.Ordinal)));
        }
    }

    public (int Published, int Done, int Copies) Count()
    {
        lock (_gate)
            return (_publishes.Count, _publishes.Count(call => call.Outcome == Outcome.Done), _copies.Count);
    }
}
