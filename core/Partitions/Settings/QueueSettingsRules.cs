using System.Text;

namespace QueueService.Partitions.Settings;

/// <summary>
/// Which settings a queue may have. Refusals are <see cref="BrokerException"/> with <c>InvalidSetting</c>.
/// </summary>
internal static class QueueSettingsRules
{
    /// <summary>The settings after a change.</summary>
    public static QueueSettings Apply(QueueName name, QueueSettings settings, QueueSettingsChange change)
    {
        QueueSettings result = settings with
        {
            VisibilityTimeout = change.VisibilityTimeout ?? settings.VisibilityTimeout,
            Delay = change.Delay ?? settings.Delay,
            Retention = change.Retention ?? settings.Retention,
            MaxMessageBytes = change.MaxMessageBytes ?? settings.MaxMessageBytes,
            ReceiveWait = change.ReceiveWait ?? settings.ReceiveWait,
            DeadLetter = change.RemoveDeadLetter ? null : change.DeadLetter ?? settings.DeadLetter,
            ContentBasedDeduplication = change.ContentBasedDeduplication ?? settings.ContentBasedDeduplication,
            DeduplicationScope = change.DeduplicationScope ?? settings.DeduplicationScope,
            FifoThroughputLimit = change.FifoThroughputLimit ?? settings.FifoThroughputLimit,
            Partitions = change.Partitions ?? settings.Partitions,
            Tags = Changed(change.Tags ?? settings.Tags, change.TagChanges),
            Annotations = Changed(settings.Annotations, change.AnnotationChanges),
        };
        if (!name.IsFifo && change is not
            { ContentBasedDeduplication: null, DeduplicationScope: null, FifoThroughputLimit: null })
        {
            throw Invalid(
                "contentBasedDeduplication, deduplicationScope and fifoThroughputLimit are for FIFO queues, whose "
                + "names end in '.fifo'.");
        }

        Check(name, result);
        return result;
    }

    /// <summary>True if every setting that <paramref name="change"/> names has that value already.</summary>
    public static bool Agree(QueueSettings settings, QueueSettingsChange change) =>
        (change.VisibilityTimeout is null || change.VisibilityTimeout == settings.VisibilityTimeout)
        && (change.Delay is null || change.Delay == settings.Delay)
        && (change.Retention is null || change.Retention == settings.Retention)
        && (change.MaxMessageBytes is null || change.MaxMessageBytes == settings.MaxMessageBytes)
        && (change.ReceiveWait is null || change.ReceiveWait == settings.ReceiveWait)
        && (change.DeadLetter is null || change.DeadLetter == settings.DeadLetter)
        && (!change.RemoveDeadLetter || settings.DeadLetter is null)
        && (change.ContentBasedDeduplication is null
            || change.ContentBasedDeduplication == settings.ContentBasedDeduplication)
        && (change.DeduplicationScope is null || change.DeduplicationScope == settings.DeduplicationScope)
        && (change.FifoThroughputLimit is null || change.FifoThroughputLimit == settings.FifoThroughputLimit)
        && (change.Partitions is null || change.Partitions == settings.Partitions)
        && (change.Tags is null || SameTags(change.Tags, settings.Tags))
        && HasAll(settings.Tags, change.TagChanges)
        && HasAll(settings.Annotations, change.AnnotationChanges);

    private static IReadOnlyDictionary<string, string> Changed(
        IReadOnlyDictionary<string, string> values, IReadOnlyDictionary<string, string?>? changes)
    {
        if (changes is null)
            return values;
        Dictionary<string, string> result = new(values, StringComparer.Ordinal);
        foreach ((string key, string? value) in changes)
        {
            if (value is null)
                result.Remove(key);
            else
                result[key] = value;
        }

        return result;
    }

    private static bool HasAll(
        IReadOnlyDictionary<string, string> values, IReadOnlyDictionary<string, string?>? changes) =>
        changes is null || changes.All(
            change => string.Equals(values.GetValueOrDefault(change.Key), change.Value, StringComparison.Ordinal));

    private static bool SameTags(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        left.Count == right.Count
        && left.All(tag => right.TryGetValue(tag.Key, out string? value)
            && string.Equals(value, tag.Value, StringComparison.Ordinal));

    private static void Check(QueueName name, QueueSettings settings)
    {
        Range("visibilityTimeoutSeconds", settings.VisibilityTimeout, TimeSpan.Zero, Limits.MaxVisibilityTimeout);
        Range("delaySeconds", settings.Delay, TimeSpan.Zero, Limits.MaxDelay);
        Range("retentionSeconds", settings.Retention, Limits.MinRetention, Limits.MaxRetention);
        Range("receiveWaitSeconds", settings.ReceiveWait, TimeSpan.Zero, Limits.MaxReceiveWait);
        Range("maxMessageBytes", settings.MaxMessageBytes, Limits.MinMaxMessageBytes, Limits.MaxMessageBytes);
        Range("partitions", settings.Partitions, 1, Limits.MaxPartitions);
        if (settings.DeadLetter is { } deadLetter)
            CheckDeadLetter(name, deadLetter);
        if (name.IsFifo && settings is { Partitions: > 1, DeduplicationScope: DeduplicationScope.Queue })
        {
            throw Invalid(
                "A FIFO queue of several partitions needs deduplicationScope messageGroup: deduplication over the "
                + "whole queue needs it to be one partition.");
        }

        if (settings is
            {
                FifoThroughputLimit: FifoThroughputLimit.PerMessageGroupId,
                DeduplicationScope: DeduplicationScope.Queue,
            })
            throw Invalid("fifoThroughputLimit perMessageGroupId needs deduplicationScope messageGroup.");
        CheckTags(settings.Tags);
        CheckAnnotations(settings.Annotations);
    }

    private static void CheckAnnotations(IReadOnlyDictionary<string, string> annotations)
    {
        long bytes = annotations.Sum(
            one => (long)Encoding.UTF8.GetByteCount(one.Key) + Encoding.UTF8.GetByteCount(one.Value));
        if (annotations.Count > Limits.MaxAnnotations || bytes > Limits.MaxAnnotationBytes)
        {
            throw Invalid(
                $"The policy of a queue and what else is noted beside its settings have {annotations.Count} entries of "
                + $"{bytes} bytes; at most {Limits.MaxAnnotations} entries of {Limits.MaxAnnotationBytes} bytes in all "
                + "are allowed. Shorten the policy.");
        }
    }

    private static void CheckDeadLetter(QueueName name, DeadLetterSetting deadLetter)
    {
        Range("deadLetter.maxReceiveCount", deadLetter.MaxReceiveCount ?? 1, 1, Limits.MaxReceiveCountCeiling);
        if (deadLetter.Queue is not { } queue)
        {
            CheckRoutingKey(deadLetter.RoutingKey ?? "");
            return;
        }

        if (deadLetter is not { RoutingKey: null, HoldsUnroutable: true })
            throw Invalid("deadLetter.routingKey and deadLetter.unroutable go with deadLetter.exchange.");
        if (queue == name)
            throw Invalid("deadLetter.queue must be another queue than this one.");
        if (queue.IsFifo != name.IsFifo)
            throw Invalid("deadLetter.queue must be of the same kind as this queue: both FIFO, or both standard.");
    }

    private static void CheckRoutingKey(string key)
    {
        int bytes = Encoding.UTF8.GetByteCount(key);
        if (bytes > Limits.MaxTopicBytes)
            throw Invalid($"deadLetter.routingKey has {bytes} bytes of UTF-8; at most {Limits.MaxTopicBytes} may be.");
    }

    private static void CheckTags(IReadOnlyDictionary<string, string> tags)
    {
        if (tags.Count > Limits.MaxTags)
            throw Invalid($"tags has {tags.Count} entries; at most {Limits.MaxTags} are allowed.");
        foreach ((string key, string value) in tags)
        {
            if (key.Length is 0 or > Limits.MaxTagKeyLength || value.Length > Limits.MaxTagValueLength)
            {
                throw Invalid(
                    $"A tag has a key of 1 to {Limits.MaxTagKeyLength} characters and a value of at most "
                    + $"{Limits.MaxTagValueLength}.");
            }
        }
    }

    private static void Range(string setting, TimeSpan value, TimeSpan least, TimeSpan most) =>
        Range(setting, value.TotalSeconds, least.TotalSeconds, most.TotalSeconds);

    private static void Range(string setting, double value, double least, double most)
    {
        if (value < least || value > most)
            throw Invalid($"{setting} must be between {least} and {most}.");
    }

    private static BrokerException Invalid(string detail) => new(BrokerErrorCode.InvalidSetting, detail);
}
