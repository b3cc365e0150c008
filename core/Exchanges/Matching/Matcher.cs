using QueueService.Partitions.Messages;

namespace QueueService.Exchanges.Matching;

/// <summary>
/// Tells which bindings of one exchange take a message. Never changes, so any number of threads may ask it, each with a
/// collector of its own.
/// </summary>
internal sealed class Matcher
{
    /// <summary>
    /// Changes that lie beside what is compiled. With 10,000 bindings a change then costs about as much for what lies
    /// beside, which is compiled anew each time, as for its part of compiling all.
    /// </summary>
    private const int MaxBeside = 128;

    private readonly ExchangeType _type;
    private readonly TopicSyntax _syntax;
    private readonly CompiledBindings _main;
    private readonly CompiledBindings _added;

    /// <summary>Of the main ones.</summary>
    private readonly HashSet<BindingId> _removed;

    private Matcher(
        ExchangeType type,
        TopicSyntax syntax,
        CompiledBindings main,
        CompiledBindings added,
        HashSet<BindingId> removed)
    {
        _type = type;
        _syntax = syntax;
        _main = main;
        _added = added;
        _removed = removed;
    }

    public static Matcher Of(ExchangeType type, TopicSyntax syntax, IEnumerable<Binding> bindings) => new(
        type,
        syntax,
        new CompiledBindings(type, syntax, bindings.DistinctBy(binding => binding.Id)),
        new CompiledBindings(type, syntax, []),
        []);

    /// <summary>
    /// The same without some bindings and with others; to remove what is not there and to add what is there changes
    /// nothing. What was removed and is added as well is there afterwards.
    /// </summary>
    public Matcher With(IReadOnlyCollection<Binding> added, IReadOnlyCollection<BindingId> removed)
    {
        Dictionary<BindingId, Binding> beside = _added.Bindings.ToArray().ToDictionary(binding => binding.Id);
        HashSet<BindingId> gone = [.. _removed];
        foreach (BindingId id in removed)
        {
            if (!beside.Remove(id) && _main.Contains(id))
                gone.Add(id);
        }

        foreach (Binding binding in added)
        {
            if (_main.Contains(binding.Id))
                gone.Remove(binding.Id);
            else
                beside.TryAdd(binding.Id, binding);
        }

        return beside.Count + gone.Count <= MaxBeside
            ? new Matcher(_type, _syntax, _main, new CompiledBindings(_type, _syntax, beside.Values), gone)
            : Of(_type, _syntax, _main.Bindings.ToArray().Where(b => !gone.Contains(b.Id)).Concat(beside.Values));
    }

    /// <summary>Adds the bindings that take a message.</summary>
    /// <param name="keys">Its routing keys: a binding takes it if it takes any of them.</param>
    /// <param name="attributes">With distinct names.</param>
    /// <param name="into">Gets each binding once, however many keys it takes.</param>
    public void Match(
        ReadOnlySpan<string> keys, IReadOnlyList<MessageAttribute> attributes, MatchCollector into)
    {
        int before = into.Bindings.Count;
        _main.Match(keys, attributes, into);
        if (_removed.Count > 0)
            into.Forget(before, _removed);
        _added.Match(keys, attributes, into);
    }
}
