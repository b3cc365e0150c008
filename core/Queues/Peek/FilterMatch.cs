using System.Text;
using QueueService.Partitions.Messages;
using QueueService.Queues.Messages;

namespace QueueService.Queues.Peek;

/// <summary>Tells whether messages are those that a filter means.</summary>
internal sealed class FilterMatch(MessageFilter filter)
{
    private readonly byte[]? _text = filter.Text is { } text ? Encoding.UTF8.GetBytes(text) : null;

    /// <param name="message">With its whole body.</param>
    public bool IsMet(MessageView message)
    {
        DeadLetterInfo? dead = message.DeadLetter;
        DateTimeOffset at = TimeOf(message);
        return (filter.GroupId is null || string.Equals(filter.GroupId, message.GroupId, StringComparison.Ordinal))
            && (filter.SourceQueue is not { } source
                || string.Equals(source.Value, dead?.SourceQueue, StringComparison.Ordinal))
            && (filter.Reason is null || string.Equals(filter.Reason, dead?.Reason, StringComparison.Ordinal))
            && (filter.Detail is null || string.Equals(filter.Detail, dead?.Detail, StringComparison.Ordinal))
            && (filter.MinReceiveCount is not { } least || message.ReceiveCount >= least)
            && (filter.After is not { } after || at >= after)
            && (filter.Before is not { } before || at < before)
            && filter.Attributes.All(wanted => message.Attributes.Any(attribute => IsMet(wanted, attribute)))
            && (_text is null || message.Body.Span.IndexOf(_text) >= 0);
    }

    /// <summary>The time that a message is known by here.</summary>
    public static DateTimeOffset TimeOf(MessageView message) => message.DeadLetter?.At ?? message.EnqueuedAt;

    private static bool IsMet(MessageAttribute wanted, MessageAttribute attribute) =>
        string.Equals(wanted.Name, attribute.Name, StringComparison.Ordinal)
        && (wanted.Kind == attribute.Kind
            || (wanted.Kind == AttributeKind.Text && attribute.Kind == AttributeKind.Number))
        && wanted.Value.Span.SequenceEqual(attribute.Value.Span);
}
