using System.ComponentModel.DataAnnotations;

namespace QueueService.Functions.Rest.Messages.Named;

/// <summary>Has the message set out for another queue; without a destination for the one that it came from.</summary>
internal sealed record ReplayBody([property: MaxLength(Limits.MaxQueueNameLength)] string? Destination = null);
