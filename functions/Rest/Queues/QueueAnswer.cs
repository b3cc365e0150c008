using System.ComponentModel.DataAnnotations;
using QueueService.Functions.Rest.Json;
using QueueService.Partitions.Settings;
using QueueService.Queues;

namespace QueueService.Functions.Rest.Queues;

/// <summary>A queue with its settings and what it holds.</summary>
internal sealed record QueueAnswer
{
    public required string Name { get; init; }

    [Range(0, 43_200)]
    public required decimal VisibilityTimeoutSeconds { get; init; }

    [Range(0, 900)]
    public required decimal DelaySeconds { get; init; }

    [Range(60, 1_209_600)]
    public required decimal RetentionSeconds { get; init; }

    [Range(Limits.MinMaxMessageBytes, Limits.MaxMessageBytes)]
    public required int MaxMessageBytes { get; init; }

    [Range(0, 20)]
    public required decimal ReceiveWaitSeconds { get; init; }

    public DeadLetterBody? DeadLetter { get; init; }

    public bool? ContentBasedDeduplication { get; init; }

    [AllowedValues(SettingWords.Queue, SettingWords.MessageGroup)]
    public string? DeduplicationScope { get; init; }

    [AllowedValues(SettingWords.PerQueue, SettingWords.PerMessageGroupId)]
    public string? FifoThroughputLimit { get; init; }

    [Range(1, Limits.MaxPartitions)]
    public required int Partitions { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ModifiedAt { get; init; }

    public required StatsAnswer Stats { get; init; }

    /// <summary>Queues whose dead letters come here, as far as the caller may see them; not in listings.</summary>
    public IReadOnlyList<string>? DeadLetterOf { get; init; }

    /// <summary>True if not all that is stored of the queue can be read; else left out.</summary>
    public bool? Damaged { get; init; }

    public static QueueAnswer From(QueueInfo queue)
    {
        QueueSettings settings = queue.Settings;
        bool fifo = queue.Name.IsFifo;
        return new QueueAnswer
        {
            Name = queue.Name.Value,
            VisibilityTimeoutSeconds = SecondsText.Of(settings.VisibilityTimeout),
            DelaySeconds = SecondsText.Of(settings.Delay),
            RetentionSeconds = SecondsText.Of(settings.Retention),
            MaxMessageBytes = settings.MaxMessageBytes,
            ReceiveWaitSeconds = SecondsText.Of(settings.ReceiveWait),
            DeadLetter = settings.DeadLetter is { } deadLetter ? DeadLetterBody.From(deadLetter) : null,
            ContentBasedDeduplication = fifo ? settings.ContentBasedDeduplication : null,
            DeduplicationScope = fifo ? SettingWords.WordOf(settings.DeduplicationScope) : null,
            FifoThroughputLimit = fifo ? SettingWords.WordOf(settings.FifoThroughputLimit) : null,
            Partitions = settings.Partitions,
            Tags = settings.Tags,
            CreatedAt = queue.CreatedAt,
            ModifiedAt = queue.ModifiedAt,
            Stats = StatsAnswer.From(queue.Stats),
            Damaged = queue.IsDamaged ? true : null,
        };
    }
}
