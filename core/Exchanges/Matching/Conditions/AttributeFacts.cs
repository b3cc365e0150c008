using System.Text;
using QueueService.Partitions.Messages;

namespace QueueService.Exchanges.Matching.Conditions;

/// <summary>The facts about one attribute: that it is there, that it has a value, that it begins with a text.</summary>
internal sealed class AttributeFacts(int present)
{
    private readonly Dictionary<byte[], int> _texts = new(Utf8Comparer.Instance);

    /// <summary>Numbers and booleans, of which none is spelled like one of the other type.</summary>
    private readonly Dictionary<byte[], int> _others = new(Utf8Comparer.Instance);

    private readonly Dictionary<byte[], int> _prefixes = new(Utf8Comparer.Instance);

    private PrefixTable? _prefixTable;

    /// <summary>The fact that it is there.</summary>
    public int Present { get; } = present;

    /// <summary>The fact that it has the value; <paramref name="next"/> if nobody has asked for it yet.</summary>
    public int Equal(ConditionValue value, int next) =>
        Find(value.Kind == AttributeKind.Text ? _texts : _others, value.Text, next);

    /// <summary>The fact that it begins so; <paramref name="next"/> if nobody has asked for it yet.</summary>
    public int Prefix(string text, int next) => Find(_prefixes, text, next);

    /// <summary>To be called when all facts are known.</summary>
    public void Complete() => _prefixTable = _prefixes.Count > 0 ? new PrefixTable(_prefixes) : null;

    /// <summary>Adds the facts that hold of an attribute.</summary>
    public void Hold(MessageAttribute attribute, HeldFacts held)
    {
        held.Add(Present);
        ReadOnlySpan<byte> value = attribute.Value.Span;
        switch (attribute.Kind)
        {
            case AttributeKind.Text:
                Hold(_texts, value, held);
                _prefixTable?.Hold(value, held);
                break;
            case AttributeKind.Number:
                Span<byte> canonical = stackalloc byte[DecimalText.MaxBytes];
                Hold(_others, canonical[..DecimalText.Canonical(value, canonical)], held);
                break;
            case AttributeKind.Boolean:
                Hold(_others, value, held);
                break;
            default:
                break;
        }
    }

    private static int Find(Dictionary<byte[], int> facts, string text, int next)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (facts.TryGetValue(bytes, out int fact))
            return fact;
        facts.Add(bytes, next);
        return next;
    }

    private static void Hold(Dictionary<byte[], int> facts, ReadOnlySpan<byte> value, HeldFacts held)
    {
        if (facts.Count > 0
            && value.Length <= Limits.MaxBindingMatchBytes
            && facts.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(value, out int fact))
            held.Add(fact);
    }
}
