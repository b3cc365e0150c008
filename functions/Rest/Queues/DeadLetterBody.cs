using System.ComponentModel.DataAnnotations;

namespace QueueService.Functions.Rest.Queues;

/// <summary>Where messages go that were received too often.</summary>
internal sealed record DeadLetterBody(
    [property: MaxLength(Limits.MaxQueueNameLength)] string Queue,
    [property: Range(1, Limits.MaxReceiveCountCeiling)] int MaxReceiveCount);
