using QueueService.Functions.Sqs.Errors;
using QueueService.Functions.Sqs.Messages;
using QueueService.Partitions.Settings;
using QueueService.Queues;

namespace QueueService.Functions.Sqs.Queues;

/// <summary>Creating, describing, changing, emptying and deleting a queue.</summary>
internal static class QueueActions
{
    private const string PurgedAt = "PurgedAt";
    private static readonly TimeSpan PurgePause = TimeSpan.FromSeconds(60);

    public static async Task<SqsAnswer?> CreateAsync(SqsCall call)
    {
        string text = call.Required("QueueName");
        IReadOnlyList<KeyValuePair<string, string>> attributes = call.Input.Map("Attributes") ?? [];
        QueueName queue = Name(text, attributes);
        QueueSettingsChange change = await new AttributeReader(call, queue).ReadAsync(attributes);
        if ((call.Input.Map("tags") ?? call.Input.Map("Tags")) is { } tags)
            change = change with { TagChanges = TagActions.Changes(queue, tags) };
        try
        {
            await call.Broker.CreateQueueAsync(queue, change, call.CancellationToken);
        }
        catch (BrokerException exists) when (exists.Code == BrokerErrorCode.QueueExists)
        {
            throw await DifferenceAsync(call, queue, attributes);
        }
        catch (BrokerException wrong) when (wrong.Code == BrokerErrorCode.InvalidSetting)
        {
            throw FifoMismatch(change);
        }

        return output => output.Text("QueueUrl", call.Names.Url(queue));
    }

    public static async Task<SqsAnswer?> GetUrlAsync(SqsCall call)
    {
        if (!QueueName.TryParse(call.Required("QueueName"), out QueueName queue))
            throw call.NoQueue();
        await call.Broker.GetQueueAsync(queue, call.CancellationToken);
        return output => output.Text("QueueUrl", call.Names.Url(queue));
    }

    public static async Task<SqsAnswer?> GetAttributesAsync(SqsCall call)
    {
        QueueName queue = call.Queue();
        IReadOnlyList<string> wanted = call.Input.Texts("AttributeNames");
        if (wanted.FirstOrDefault(name => !AttributeNames.Readable.Contains(name) && !SystemAttributes.IsName(name))
            is { } unknown)
            throw SqsException.UnknownAttribute(unknown);
        QueueInfo info = await call.Broker.GetQueueAsync(queue, call.CancellationToken);
        bool isAll = wanted.Contains(AttributeNames.All, StringComparer.Ordinal);
        KeyValuePair<string, string>[] attributes =
        [
            .. AttributeWriter.Write(info, call.Names)
                .Where(attribute => isAll || wanted.Contains(attribute.Key, StringComparer.Ordinal)),
        ];
        return output => output.Map("Attributes", "Attribute", attributes, "Name");
    }

    public static async Task<SqsAnswer?> SetAttributesAsync(SqsCall call)
    {
        QueueName queue = call.Queue();
        IReadOnlyList<KeyValuePair<string, string>> attributes =
            call.Input.Map("Attributes") ?? throw SqsException.Missing("Attributes");
        await call.Broker.GetSettingsAsync(queue, call.CancellationToken);
        QueueSettingsChange change = await new AttributeReader(call, queue).ReadAsync(attributes);
        try
        {
            await call.Broker.UpdateQueueAsync(queue, change, call.CancellationToken);
        }
        catch (BrokerException wrong) when (wrong.Code == BrokerErrorCode.InvalidSetting)
        {
            throw FifoMismatch(change);
        }

        return null;
    }

    public static async Task<SqsAnswer?> PurgeAsync(SqsCall call)
    {
        QueueName queue = call.Queue();
        QueueSettings settings = await call.Broker.GetSettingsAsync(queue, call.CancellationToken);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        if (settings.Annotations.TryGetValue(PurgedAt, out string? text)
            && DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out DateTimeOffset last)
            && now - last < PurgePause)
        {
            throw new SqsException(
                SqsError.PurgeQueueInProgress,
                $"Only one PurgeQueue operation on {queue} is allowed every 60 seconds.");
        }

        await call.Broker.PurgeAsync(queue, call.CancellationToken);
        Dictionary<string, string?> note = new(StringComparer.Ordinal)
        {
            [PurgedAt] = now.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        };
        await call.Broker.UpdateQueueAsync(
            queue, new QueueSettingsChange { AnnotationChanges = note, IsNote = true }, call.CancellationToken);
        return null;
    }

    public static async Task<SqsAnswer?> DeleteAsync(SqsCall call)
    {
        await call.Broker.DeleteQueueAsync(call.Queue(), call.CancellationToken);
        return null;
    }

    private static QueueName Name(string text, IReadOnlyList<KeyValuePair<string, string>> attributes)
    {
        bool wantsFifo = attributes.Any(attribute =>
            string.Equals(attribute.Key, AttributeNames.Fifo, StringComparison.Ordinal)
            && string.Equals(attribute.Value, "true", StringComparison.OrdinalIgnoreCase));
        bool isName = QueueName.TryParse(text, out QueueName queue);
        if (wantsFifo && !(isName && queue.IsFifo))
        {
            throw SqsException.Invalid(
                "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end "
                + "with .fifo suffix and be 1 to 80 in length");
        }

        return isName && queue.IsFifo == wantsFifo ? queue : throw SqsException.Invalid(
            "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
    }

    /// <summary>Names the first attribute that the queue has with another value.</summary>
    private static async Task<SqsException> DifferenceAsync(
        SqsCall call, QueueName queue, IReadOnlyList<KeyValuePair<string, string>> attributes)
    {
        QueueSettings settings = await call.Broker.GetSettingsAsync(queue, call.CancellationToken);
        foreach (KeyValuePair<string, string> attribute in attributes)
        {
            // By what it means: a policy may be written in many ways.
            QueueSettingsChange change = await new AttributeReader(call, queue).ReadAsync([attribute]);
            if (!settings.AgreesWith(change))
                return Differs(attribute.Key);
        }

        return Differs("tags");
    }

    private static SqsException Differs(string attribute) => new(
        SqsError.QueueNameExists,
        $"A queue already exists with the same name and a different value for attribute {attribute}");

    /// <summary>
    /// Of attributes that are right one by one, only these two are ever refused: for not going together, or not with
    /// the partitions that REST gave the queue.
    /// </summary>
    private static SqsException FifoMismatch(QueueSettingsChange change) =>
        change.FifoThroughputLimit == FifoThroughputLimit.PerMessageGroupId
            ? SqsException.AttributeValue(
                AttributeNames.FifoThroughputLimit,
                "perMessageGroupId is valid only when DeduplicationScope is messageGroup.")
            : SqsException.AttributeValue(
                AttributeNames.DeduplicationScope,
                "queue is valid only when FifoThroughputLimit is perQueue and the queue has one partition.");
}
