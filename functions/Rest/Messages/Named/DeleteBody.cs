using System.ComponentModel.DataAnnotations;

namespace QueueService.Functions.Rest.Messages.Named;

/// <summary>Messages to delete.</summary>
internal sealed record DeleteBody(
    [property: MinLength(1), MaxLength(Limits.MaxBatchMessages)] IReadOnlyList<NamedMessageBody> Messages);
