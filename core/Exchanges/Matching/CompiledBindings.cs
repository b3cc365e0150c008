using QueueService.Exchanges.Matching.Conditions;
using QueueService.Exchanges.Matching.Topics;
using QueueService.Partitions.Messages;

namespace QueueService.Exchanges.Matching;

/// <summary>A set of bindings, made ready for matching as a whole.</summary>
internal sealed class CompiledBindings
{
    private readonly Binding[] _bindings;
    private readonly UInt128[] _ids;
    private readonly FactTable _facts = new();
    private readonly IKeyIndex _index;

    /// <param name="bindings">With distinct ids.</param>
    public CompiledBindings(ExchangeType type, TopicSyntax syntax, IEnumerable<Binding> bindings)
    {
        _bindings = [.. bindings.OrderBy(binding => binding.Id.Value)];
        _ids = [.. _bindings.Select(binding => binding.Id.Value)];
        CompiledBinding[] compiled =
            [.. _bindings.Select(binding => new CompiledBinding(binding, _facts.Clauses(binding.Match)))];
        _facts.Complete();
        BindingGroup[] groups =
        [
            .. compiled.GroupBy(binding => binding.Binding.RoutingKey, StringComparer.Ordinal)
                .Select(ofKey => new BindingGroup(ofKey.Key, [.. ofKey], _facts)),
        ];
        _index = type switch
        {
            ExchangeType.Direct => new DirectIndex(groups),
            ExchangeType.Topic => new TopicIndex(syntax, groups),
            _ => new KeylessIndex(groups),
        };
    }

    /// <summary>In the order of their ids.</summary>
    public ReadOnlySpan<Binding> Bindings => _bindings;

    public bool Contains(BindingId id) => Array.BinarySearch(_ids, id.Value) >= 0;

    public void Match(
        ReadOnlySpan<string> keys, IReadOnlyList<MessageAttribute> attributes, MatchCollector collector)
    {
        if (_bindings.Length == 0)
            return;
        collector.Groups.Clear();
        _index.Find(keys, collector);
        if (collector.Groups.Count == 0)
            return;
        _facts.Hold(attributes, collector.Held);
        foreach (BindingGroup group in collector.Groups)
            group.Collect(collector.Held, collector.Bindings);
    }
}
