using QueueService.Exchanges.Commands;
using QueueService.Exchanges.State;

namespace QueueService.Routing.Publishing;

/// <summary>
/// What is known of where messages go: the hops of the exchanges that were asked. Pure. It tells whom to ask next, and
/// in the end which queues each message reaches.
/// </summary>
/// <param name="start">The exchange that the messages are published to.</param>
/// <param name="count">How many messages there are.</param>
/// <param name="mostPaths">How many ways to each queue are told; 0 if none are.</param>
internal sealed class RouteMap(ExchangeName start, int count, int mostPaths)
{
    private readonly Dictionary<(ExchangeName Exchange, int Message), IReadOnlyList<Link>> _links = [];
    private readonly Dictionary<ExchangeName, ExchangeName?> _alternates = [];
    private readonly Dictionary<(ExchangeName Exchange, int Message), Reach> _reached = [];
    private readonly Dictionary<ExchangeName, SortedSet<int>> _missing = [];

    /// <summary>What one exchange answered about these messages; null if it does not exist.</summary>
    public void Add(ExchangeName exchange, IReadOnlyList<int> messages, Hop? hop)
    {
        _alternates[exchange] = hop?.Settings.Alternate;
        for (int n = 0; n < messages.Count; n++)
            _links[(exchange, messages[n])] = hop?.Links[n] ?? [];
    }

    /// <summary>Which exchanges must be asked about which messages, before all is known.</summary>
    public IReadOnlyDictionary<ExchangeName, SortedSet<int>> FindMissing()
    {
        _missing.Clear();
        _reached.Clear();
        for (int message = 0; message < count; message++)
            ReachOf(start, message);
        return _missing;
    }

    /// <summary>The queues that a message reaches; to be asked when nothing is missing.</summary>
    public Reach QueuesOf(int message) => _reached[(start, message)];

    /// <summary>
    /// Through bindings, those to exchanges included; if that is no queue, through the alternate. An exchange that is
    /// come upon again, on a way that leads in a circle, adds nothing.
    /// </summary>
    private Reach ReachOf(ExchangeName exchange, int message)
    {
        if (_reached.TryGetValue((exchange, message), out Reach? known))
            return known;
        if (!_links.TryGetValue((exchange, message), out IReadOnlyList<Link>? links))
        {
            if (!_missing.TryGetValue(exchange, out SortedSet<int>? messages))
                _missing.Add(exchange, messages = []);
            messages.Add(message);
            return Reach.Unknown;
        }

        _reached[(exchange, message)] = Reach.Unknown;
        Reach reach = new();
        foreach (Link link in links)
        {
            if (link.Binding.Destination.Exchange is { } next)
                reach.Add(ReachOf(next, message), link.Binding.Id, mostPaths);
            else
                reach.Add(new QueueTarget(link.Binding.Destination.Queue!.Value, link.Incarnation), link, mostPaths);
        }

        if (reach is { IsEmpty: true, IsComplete: true } && _alternates[exchange] is { } alternate)
            reach.AddAlternate(alternate, ReachOf(alternate, message), mostPaths);
        _reached[(exchange, message)] = reach;
        return reach;
    }
}
