using QueueService.Exchanges.Contents;
using QueueService.Exchanges.Events;
using QueueService.Partitions.Contents;

namespace QueueService.Topics;

/// <summary>Reads messages from the frames of the exchange of topics.</summary>
internal static class TopicMessages
{
    /// <summary>A message, and all topics that it was published to.</summary>
    /// <param name="index">Its place in the frame.</param>
    public static (TopicMessage Message, IReadOnlyList<string> Topics) Read(ExchangeContents contents, int index)
    {
        Content content = ContentCodec.Decode(contents.Content(index));
        TopicMessage message = new(content.RoutingKeys[0], content.Body)
        {
            IsRetained = contents.RetentionOf(index) != Retention.None,
            IsText = content.IsText,
            ContentType = content.ContentType,
            Attributes = content.Attributes,
            Properties = content.TopicProperties,
        };
        return (message, content.RoutingKeys);
    }
}
