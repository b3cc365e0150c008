using System.ComponentModel.DataAnnotations;
using QueueService.Functions.Rest.Messages.Named;
using QueueService.Functions.Rest.Messages.Shapes;

namespace QueueService.Functions.Rest.Redrives;

/// <summary>What a redrive moves: without a destination each message back to where it came from.</summary>
internal sealed record RedriveBody(
    [property: MaxLength(Limits.MaxQueueNameLength)] string? Destination = null,
    [property: Range(1, Limits.MaxRedrivePerSecond)] int? MaxPerSecond = null,
    [property: MinLength(1), MaxLength(Limits.MaxBatchMessages)] IReadOnlyList<Guid>? MessageIds = null,
    [property: MinLength(1), MaxLength(Limits.MaxBatchMessages)] IReadOnlyList<NamedMessageBody>? Messages = null,
    FilterBody? Filter = null);
