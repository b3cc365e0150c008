using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Contents;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Messages;
using QueueService.Queues.Catalog;
using QueueService.Queues.Messages;
using QueueService.Queues.Redrive;
using QueueService.Storage;

namespace QueueService.Queues.Named;

/// <summary>Edits and replays single messages.</summary>
internal sealed class MessageEditor(MessageFinder finder, QueueCatalog catalog, PartitionRegistry partitions)
{
    /// <summary>Carries an edit out; answers the queue that the message set out for, null if it stays.</summary>
    /// <param name="version">What the caller has seen; nothing is changed if it is another by now.</param>
    /// <param name="by">Who asks for it.</param>
    /// <param name="demand">Throws unless messages may be moved to this queue.</param>
    public async Task<QueueName?> EditAsync(
        QueueRecord record,
        NamedMessage named,
        string version,
        MessageEdit edit,
        string? by,
        Action<QueueName> demand,
        CancellationToken cancellationToken)
    {
        FoundMessage message = (await finder.FindAsync(record, [named], cancellationToken))[0] ?? throw NotFound();
        QueueName? destination = edit.Replay is { } replay ? DestinationOf(record, message, replay) : null;
        if (destination is { } queue)
            demand(queue);
        MoveTarget? target = destination is { } name
            ? await catalog.FindTargetAsync(name, cancellationToken) ?? throw BrokerException.QueueNotFound(name)
            : null;
        bool isSame = string.Equals(message.Version.ToString(), version, StringComparison.Ordinal);
        EditCommand command = new(new MessageEditing(
            isSame ? message.Version : message.Version with { Frame = FrameNumber.None },
            message.Contents.Messages[message.Delivery.Index].Length,
            message.Traits,
            isSame && edit.ChangesContent ? ContentOf(record, message, edit) : null,
            target,
            Replays.Shortened(by)));
        EditStatus status = await partitions.SendAsync(record.Partition(message.Partition), command);
        return status switch
        {
            EditStatus.Done => destination,
            EditStatus.InFlight => throw InFlight(),
            EditStatus.Changed => throw Changed(),
            EditStatus.Gone => throw NotFound(),
            _ => throw new InvalidOperationException($"An edit ended as {status}."),
        };
    }

    public static BrokerException NotFound() => new(
        BrokerErrorCode.MessageNotFound,
        "There is no such message in this queue: it was taken out, or has left for another queue. Look for it there.");

    private static QueueName DestinationOf(QueueRecord record, FoundMessage message, MessageReplay replay)
    {
        if (replay.Destination is { } destination)
        {
            Redrives.CheckDestination(record.Name, destination);
            return destination;
        }

        return message.Traits?.Origin?.Queue is { } origin
            ? QueueName.Parse(origin)
            : throw new BrokerException(
                BrokerErrorCode.InvalidRequest, "The message came from no other queue; name a destination.");
    }

    private static EditedContent ContentOf(QueueRecord record, FoundMessage message, MessageEdit edit)
    {
        Content old = MessageViews.Decode(record.Partition(message.Partition), message.Delivery, message.Contents);
        NewMessage edited = old.ToMessage() with
        {
            Body = edit.Body ?? old.Body,
            IsText = edit.Body is null ? old.IsText : edit.IsText,
            ContentType = edit.ContentType ?? old.ContentType,
            Attributes = edit.Attributes ?? old.Attributes,
        };
        return new EditedContent(ContentCodec.Header(edited), edited.Body, ContentCodec.Size(edited));
    }

    private static BrokerException InFlight() => new(
        BrokerErrorCode.MessageInFlight,
        "A consumer holds the message. Try again when it has given it back, or its visibility timeout is over.");

    private static BrokerException Changed() => new(
        BrokerErrorCode.MessageChanged,
        "The message is not as you have seen it: it was edited or received since. Get it again, and decide anew.");
}
