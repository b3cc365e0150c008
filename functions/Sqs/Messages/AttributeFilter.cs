using QueueService.Partitions.Messages;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Sqs.Messages;

/// <summary>Which message attributes a receive asks for: all, by prefix (<c>Hel.*</c>), or by name.</summary>
internal sealed class AttributeFilter(IReadOnlyList<string> wanted)
{
    private const string PrefixMark = ".*";

    private readonly bool _isAll = wanted.Any(name => name is "All" or "*" or PrefixMark);

    public MessageAttribute[] Of(MessageView message) => wanted.Count == 0 || message.Attributes.Count == 0
        ? []
        : [.. message.Attributes.Where(attribute => !MessageAttributes.IsSystem(attribute) && Matches(attribute.Name))];

    private bool Matches(string name) => _isAll || wanted.Any(pattern =>
        pattern.EndsWith(PrefixMark, StringComparison.Ordinal)
            ? name.StartsWith(pattern.AsSpan(0, pattern.Length - PrefixMark.Length), StringComparison.Ordinal)
            : string.Equals(pattern, name, StringComparison.Ordinal));
}
