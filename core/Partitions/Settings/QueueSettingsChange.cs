namespace QueueService.Partitions.Settings;

/// <summary>Some settings; null leaves a setting as it is (on creation: at its default).</summary>
public sealed record QueueSettingsChange
{
    public TimeSpan? VisibilityTimeout { get; init; }

    public TimeSpan? Delay { get; init; }

    public TimeSpan? Retention { get; init; }

    public int? MaxMessageBytes { get; init; }

    public TimeSpan? ReceiveWait { get; init; }

    public DeadLetterSetting? DeadLetter { get; init; }

    /// <summary>True takes the dead-letter queue away (JSON: <c>"deadLetter": null</c>).</summary>
    public bool RemoveDeadLetter { get; init; }

    public bool? ContentBasedDeduplication { get; init; }

    public DeduplicationScope? DeduplicationScope { get; init; }

    public FifoThroughputLimit? FifoThroughputLimit { get; init; }

    public int? Partitions { get; init; }

    /// <summary>Replaces all tags.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Sets some tags, and takes those away whose value is null; leaves the others.</summary>
    public IReadOnlyDictionary<string, string?>? TagChanges { get; init; }

    /// <summary>Sets some annotations, and takes those away whose value is null; leaves the others.</summary>
    public IReadOnlyDictionary<string, string?>? AnnotationChanges { get; init; }

    /// <summary>
    /// True if nobody has changed the queue: a protocol only notes something for itself. The time at which the queue
    /// was last changed stays as it is then.
    /// </summary>
    public bool IsNote { get; init; }
}
