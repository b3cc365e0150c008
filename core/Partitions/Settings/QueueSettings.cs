namespace QueueService.Partitions.Settings;

/// <summary>The settings of a queue; the defaults are those of Amazon SQS.</summary>
public sealed record QueueSettings
{
    /// <summary>0..43,200 s.</summary>
    public TimeSpan VisibilityTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>0..900 s.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.Zero;

    /// <summary>60..1,209,600 s.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(4);

    /// <summary>1024..1,048,576 bytes of body and attributes.</summary>
    public int MaxMessageBytes { get; init; } = Limits.MaxMessageBytes;

    /// <summary>0..20 s.</summary>
    public TimeSpan ReceiveWait { get; init; } = TimeSpan.Zero;

    public DeadLetterSetting? DeadLetter { get; init; }

    /// <summary>FIFO queues only: the SHA-256 of the body serves as deduplication id where none is given.</summary>
    public bool ContentBasedDeduplication { get; init; }

    public DeduplicationScope DeduplicationScope { get; init; } = DeduplicationScope.Queue;

    public FifoThroughputLimit FifoThroughputLimit { get; init; } = FifoThroughputLimit.PerQueue;

    /// <summary>1..64.</summary>
    public int Partitions { get; init; } = 1;

    /// <summary>At most 50; keys of 1..128 characters, values of 0..256.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// What a protocol keeps with a queue for its own clients, such as a policy; the broker never looks inside. At most
    /// 32 of 64 KiB.
    /// </summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>True if every setting that <paramref name="change"/> names has that value already.</summary>
    public bool AgreesWith(QueueSettingsChange change) => QueueSettingsRules.Agree(this, change);
}
