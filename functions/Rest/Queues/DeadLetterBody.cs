using System.ComponentModel.DataAnnotations;
using QueueService.Partitions.Settings;

namespace QueueService.Functions.Rest.Queues;

/// <summary>Where messages go that were rejected or received too often: to exactly one of queue and exchange.</summary>
internal sealed record DeadLetterBody
{
    [MinLength(1), MaxLength(Limits.MaxQueueNameLength)]
    public string? Queue { get; init; }

    /// <summary>The messages go to the queues that it leads to.</summary>
    [MinLength(1), MaxLength(Limits.MaxExchangeNameLength)]
    public string? Exchange { get; init; }

    /// <summary>
    /// With an exchange: the key that it is asked with; else those that the message was published with, or the name of
    /// this queue.
    /// </summary>
    [MaxLength(Limits.MaxTopicBytes)]
    public string? RoutingKey { get; init; }

    /// <summary>
    /// With an exchange: whether messages without a route stay here, held, or go for good; hold unless given.
    /// </summary>
    [AllowedValues(SettingWords.Hold, SettingWords.Drop)]
    public string? Unroutable { get; init; }

    /// <summary>After so many receives the next attempt moves the message; without it only rejection does.</summary>
    [Range(1, Limits.MaxReceiveCountCeiling)]
    public int? MaxReceiveCount { get; init; }

    public static DeadLetterBody From(DeadLetterSetting setting) => new()
    {
        MaxReceiveCount = setting.MaxReceiveCount,
        Queue = setting.Queue?.Value,
        Exchange = setting.Exchange?.Value,
        RoutingKey = setting.RoutingKey,
        Unroutable = setting.Exchange is null ? null : SettingWords.WordOfHolds(setting.HoldsUnroutable),
    };
}
