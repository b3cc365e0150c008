using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace QueueService.Functions.Rest.Messages.Shapes;

/// <summary>Which messages are meant: those of which all holds that is given.</summary>
internal sealed record FilterBody
{
    /// <summary>Somewhere in the body, exactly so.</summary>
    [MinLength(1)]
    [MaxLength(Limits.MaxFilterBytes)]
    public string? Text { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Attributes { get; init; }

    [MinLength(1)]
    [MaxLength(Limits.MaxGroupIdLength)]
    public string? GroupId { get; init; }

    /// <summary>The queue that a dead letter came from.</summary>
    [MaxLength(Limits.MaxQueueNameLength)]
    public string? SourceQueue { get; init; }

    /// <summary>Why a message became a dead letter.</summary>
    [AllowedValues("maxReceiveCount", "rejected", "expired", "maxLength")]
    public string? Reason { get; init; }

    /// <summary>What was said of a dead letter, exactly so.</summary>
    [MaxLength(Limits.MaxFilterBytes)]
    public string? Detail { get; init; }

    [Range(0, int.MaxValue)]
    public int? MinReceiveCount { get; init; }

    /// <summary>At this time or later: of deadLetter.at on a dead letter, else of enqueuedAt.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>The same, before this time.</summary>
    public DateTimeOffset? Before { get; init; }
}
