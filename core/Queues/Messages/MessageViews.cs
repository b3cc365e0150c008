using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Contents;
using QueueService.Partitions.Machine;
using QueueService.Storage;

namespace QueueService.Queues.Messages;

/// <summary>Messages as clients see them: what the state says, joined with the stored contents.</summary>
internal sealed class MessageViews(ReceiptHandles handles)
{
    /// <summary>
    /// Adds what was received. Leaves out messages that were acknowledged, and their frames trimmed, since the state
    /// was asked.
    /// </summary>
    public async ValueTask AddAsync(
        List<MessageView> views,
        QueuePartition partition,
        IReadOnlyList<Delivery> deliveries,
        CancellationToken cancellationToken)
    {
        foreach (Delivery delivery in deliveries)
        {
            FrameContents? contents = await partition.Frames.ReadAsync(delivery.Frame, cancellationToken);
            if (contents is not null)
                views.Add(View(partition.Id, delivery, contents, withHandle: true));
        }
    }

    /// <summary>What was looked at, which gives no right to acknowledge.</summary>
    public MessageView Look(QueuePartition partition, Delivery delivery, FrameContents contents)
    {
        MessageView view = View(partition.Id, delivery, contents, withHandle: false);
        return view with { State = delivery.State, BodyBytes = view.Body.Length };
    }

    public static Content Decode(PartitionId partition, Delivery delivery, FrameContents contents)
    {
        try
        {
            return ContentCodec.Decode(contents[delivery.Index]);
        }
        catch (FormatException exception)
        {
            throw UnreadableFormat.Of(
                $"Message {delivery.Sequence.Value} in frame {delivery.Frame} of partition {partition}", exception);
        }
    }

    public MessageView View(PartitionId partition, Delivery delivery, FrameContents contents, bool withHandle)
    {
        Content content = Decode(partition, delivery, contents);
        MessageTraits? traits = contents.Messages[delivery.Index].Traits;
        bool isUnread = delivery.ReceiveCount < 0;
        return new MessageView
        {
            MessageId = MessageIds.Of(partition, delivery.Sequence, traits),
            ReceiptHandle = withHandle
                ? handles.Encode(partition, new Receipt(delivery.Sequence, delivery.ReceiveCount))
                : null,
            Body = content.Body,
            IsText = content.IsText,
            ContentType = content.ContentType,
            Attributes = content.Attributes,
            EnqueuedAt = delivery.EnqueuedAt.ToDateTimeOffset(),
            FirstReceivedAt = (isUnread ? traits?.FirstReceivedAt : delivery.FirstReceivedAt)?.ToDateTimeOffset(),
            ReceiveCount = isUnread ? traits?.PriorReceives ?? 0 : delivery.ReceiveCount,
            VisibleUntil = delivery.VisibleAt?.ToDateTimeOffset(),
            GroupId = content.GroupId ?? (traits is { Group.IsNone: false } ? content.FirstKey : null),
            Exchange = content.Exchange,
            RoutingKeys = content.RoutingKeys,
            DeduplicationId = content.DeduplicationId,
            SequenceNumber = delivery.Sequence.Value,
            DeadLetter = traits?.Origin is { } origin ? DeadLetter(origin, traits) : null,
            Replays = traits?.Replays is { } replays
                ? new ReplayInfo(replays.Count, replays.At.ToDateTimeOffset(), replays.By)
                : null,
        };
    }

    private static DeadLetterInfo DeadLetter(Origin origin, MessageTraits traits) => new(
        origin.Queue,
        origin.Reason == MoveReason.Rejected ? "rejected" : "maxReceiveCount",
        origin.MovedAt.ToDateTimeOffset())
    {
        Detail = traits.Detail,
        ReceiveCount = origin.Receives > 0 ? origin.Receives : traits.PriorReceives,
    };
}
