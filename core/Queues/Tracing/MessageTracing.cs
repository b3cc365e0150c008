using System.Diagnostics;
using System.Text;
using QueueService.Partitions.Messages;
using QueueService.Queues.Messages;

namespace QueueService.Queues.Tracing;

/// <summary>
/// Traces of sending, publishing and receiving, tied together by the message: the context travels in its attribute
/// <c>traceparent</c>, in the form of W3C Trace Context, and a receive is linked to what sent its messages, as the
/// semantic conventions of OpenTelemetry for messaging ask. Nothing is done while nobody listens.
/// </summary>
internal static class MessageTracing
{
    /// <summary>The source that a telemetry exporter subscribes to.</summary>
    public const string SourceName = "QueueService";

    private const string ContextAttribute = "traceparent";

    /// <summary>Generous for a name, its type and a value of 55 characters.</summary>
    private const int ContextBytes = 100;

    private static readonly ActivitySource Source = new(SourceName);

    public static Activity? BeginSend(QueueName queue, int messages) =>
        Begin("send", ActivityKind.Producer, queue.Value)?.SetTag("messaging.batch.message_count", messages);

    public static Activity? BeginPublish(ExchangeName exchange, int messages) =>
        Begin("publish", ActivityKind.Producer, exchange.Value)?.SetTag("messaging.batch.message_count", messages);

    public static Activity? BeginReceive(QueueName queue) => Begin("receive", ActivityKind.Consumer, queue.Value);

    /// <summary>
    /// The messages with the context of the activity, except those that carry one from their sender, or have no room.
    /// </summary>
    /// <param name="maxBytes">What a message of this queue may have.</param>
    public static IReadOnlyList<NewMessage> Carry(Activity activity, IReadOnlyList<NewMessage> messages, int maxBytes)
    {
        MessageAttribute context = ContextOf(activity);
        return [.. messages.Select(message => HasRoom(message, maxBytes) ? With(message, context) : message)];
    }

    /// <summary>
    /// The message with the context of the publish, except one that carries one, or has no room. It does not count
    /// against the size of the message: which queues take it, and how much, is not known yet.
    /// </summary>
    public static NewMessage Carry(Activity activity, NewMessage message) => HasRoom(message, Limits.MaxMessageBytes)
        ? With(message, ContextOf(activity) with { IsFree = true })
        : message;

    public static void End(Activity activity, IReadOnlyList<MessageView> received)
    {
        activity.SetTag("messaging.batch.message_count", received.Count);
        foreach (MessageView message in received)
        {
            if (Find(message.Attributes) is { } context
                && ActivityContext.TryParse(
                    Encoding.UTF8.GetString(context.Value.Span), null, isRemote: true, out ActivityContext sender))
                activity.AddLink(new ActivityLink(sender));
        }
    }

    private static MessageAttribute ContextOf(Activity activity) => new(
        ContextAttribute, AttributeKind.Text, Encoding.ASCII.GetBytes(activity.Id ?? ""));

    private static Activity? Begin(string operation, ActivityKind kind, string destination)
    {
        Activity? activity = Source.HasListeners() ? Source.StartActivity($"{operation} {destination}", kind) : null;
        return activity?
            .SetTag("messaging.system", "queue-service")
            .SetTag("messaging.operation.name", operation)
            .SetTag("messaging.destination.name", destination);
    }

    private static NewMessage With(NewMessage message, MessageAttribute context) =>
        message with { Attributes = [.. message.Attributes, context] };

    private static bool HasRoom(NewMessage message, int maxBytes)
    {
        if (message.Attributes.Count >= Limits.MaxMessageAttributes || Find(message.Attributes) is not null)
            return false;
        long bytes = message.Body.Length + ContextBytes;
        foreach (MessageAttribute attribute in message.Attributes)
            bytes += Encoding.UTF8.GetByteCount(attribute.Name) + attribute.Value.Length + ContextBytes;
        return bytes <= maxBytes;
    }

    private static MessageAttribute? Find(IReadOnlyList<MessageAttribute> attributes)
    {
        foreach (MessageAttribute attribute in attributes)
        {
            if (string.Equals(attribute.Name, ContextAttribute, StringComparison.OrdinalIgnoreCase))
                return attribute;
        }

        return null;
    }
}
