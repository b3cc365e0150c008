using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace QueueService.Functions.Rest.Messages.Shapes;

/// <summary>A message that was received or looked at.</summary>
internal sealed record MessageBody
{
    public required Guid MessageId { get; init; }

    public string? ReceiptHandle { get; init; }

    public string? Body { get; init; }

    [Base64String]
    public string? BodyBase64 { get; init; }

    public string? ContentType { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Attributes { get; init; }

    public required DateTimeOffset EnqueuedAt { get; init; }

    public DateTimeOffset? FirstReceivedAt { get; init; }

    public required int ReceiveCount { get; init; }

    public DateTimeOffset? VisibleUntil { get; init; }

    public string? GroupId { get; init; }

    public string? DeduplicationId { get; init; }

    public required long SequenceNumber { get; init; }

    /// <summary>Absent if it was sent to the queue.</summary>
    public string? Exchange { get; init; }

    /// <summary>With which it was published, or the name of the queue that it was sent to; absent if several.</summary>
    public string? RoutingKey { get; init; }

    /// <summary>With which it was published, if several.</summary>
    public IReadOnlyList<string>? RoutingKeys { get; init; }

    public DeadLetterOrigin? DeadLetter { get; init; }

    /// <summary>When looked at.</summary>
    [AllowedValues("visible", "inFlight", "delayed")]
    public string? State { get; init; }

    /// <summary>When looked at: of the whole body.</summary>
    public int? BodyBytes { get; init; }

    /// <summary>True if only the beginning of the body is here; else left out.</summary>
    public bool? Truncated { get; init; }

    public ReplaysBody? Replays { get; init; }
}
