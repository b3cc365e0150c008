using QueueService.Exchanges.Matching.Conditions;

namespace QueueService.Exchanges.Matching;

/// <summary>The bindings of one key or pattern.</summary>
internal sealed class BindingGroup
{
    private readonly Binding[] _unconditional;
    private readonly ConditionIndex? _conditional;

    public BindingGroup(string key, IReadOnlyCollection<CompiledBinding> bindings, FactTable facts)
    {
        Key = key;
        _unconditional = [.. bindings.Where(binding => !binding.IsConditional).Select(binding => binding.Binding)];
        if (_unconditional.Length < bindings.Count)
            _conditional = new ConditionIndex([.. bindings.Where(binding => binding.IsConditional)], facts);
    }

    public string Key { get; }

    public void Collect(HeldFacts held, List<Binding> into)
    {
        into.AddRange(_unconditional);
        _conditional?.Collect(held, into);
    }
}
