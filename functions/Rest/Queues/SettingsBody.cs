using System.ComponentModel.DataAnnotations;
using QueueService.Functions.Rest.OpenApi;

namespace QueueService.Functions.Rest.Queues;

/// <summary>Settings of a queue; those that are not given stay as they are, or take their defaults.</summary>
internal sealed record SettingsBody
{
    [Range(0, 43_200)]
    public decimal? VisibilityTimeoutSeconds { get; init; }

    [Range(0, 900)]
    public decimal? DelaySeconds { get; init; }

    [Range(60, 1_209_600)]
    public decimal? RetentionSeconds { get; init; }

    [Range(Limits.MinMaxMessageBytes, Limits.MaxMessageBytes)]
    public int? MaxMessageBytes { get; init; }

    [Range(0, 20)]
    public decimal? ReceiveWaitSeconds { get; init; }

    [TakesNull]
    public DeadLetterBody? DeadLetter { get; init; }

    public bool? ContentBasedDeduplication { get; init; }

    [AllowedValues(SettingWords.Queue, SettingWords.MessageGroup)]
    public string? DeduplicationScope { get; init; }

    [AllowedValues(SettingWords.PerQueue, SettingWords.PerMessageGroupId)]
    public string? FifoThroughputLimit { get; init; }

    [Range(1, Limits.MaxPartitions)]
    public int? Partitions { get; init; }

    [MaxLength(Limits.MaxTags)]
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
