using System.ComponentModel.DataAnnotations;

namespace QueueService.Functions.Rest.Messages.Shapes;

/// <summary>1 to 100 messages to send.</summary>
internal sealed record SendBody(
    [property: MinLength(1), MaxLength(Limits.MaxBatchMessages)] IReadOnlyList<NewMessageBody> Messages);
