using QueueService.Exchanges.Matching;

namespace QueueService.Exchanges.State;

/// <summary>The bindings of an exchange, and what finds those that take a message.</summary>
internal sealed class BindingTable
{
    private readonly Dictionary<BindingId, Link> _links = [];
    private readonly MatchCollector _found = new();
    private readonly List<Binding> _added = [];
    private readonly HashSet<BindingId> _removed = [];
    private Matcher _matcher = Matcher.Of(ExchangeType.Direct, TopicSyntax.Amqp, []);

    public int Count => _links.Count;

    public IReadOnlyCollection<Link> All => _links.Values;

    /// <summary>To be called before the first binding.</summary>
    public void Begin(ExchangeType type, TopicSyntax syntax) => _matcher = Matcher.Of(type, syntax, []);

    public Link? Find(BindingId id) => _links.GetValueOrDefault(id);

    /// <summary>Those that lead there.</summary>
    public IEnumerable<Link> To(Destination destination) =>
        _links.Values.Where(link => link.Binding.Destination == destination);

    public void Add(Link link)
    {
        _links.Add(link.Binding.Id, link);
        _added.Add(link.Binding);
    }

    public void Remove(BindingId id)
    {
        if (!_links.Remove(id))
            throw new InvalidOperationException($"There is no binding {id}.");
        _added.RemoveAll(binding => binding.Id == id);
        _removed.Add(id);
    }

    /// <summary>The bindings that take a message, each once, in no particular order.</summary>
    public Link[] Match(RoutedMessage message)
    {
        if (_added.Count + _removed.Count > 0)
        {
            _matcher = _matcher.With(_added, _removed);
            _added.Clear();
            _removed.Clear();
        }

        _found.Bindings.Clear();
        _matcher.Match(message.RoutingKeys, message.Attributes, _found);
        Link[] links = new Link[_found.Bindings.Count];
        for (int n = 0; n < links.Length; n++)
            links[n] = _links[_found.Bindings[n].Id];
        return links;
    }
}
