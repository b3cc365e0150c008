using System.ComponentModel.DataAnnotations;

namespace QueueService.Functions.Rest.Exchanges.Publishing;

/// <summary>1 to 100 messages to publish, all or none.</summary>
internal sealed record PublishBody(
    [property: MinLength(1), MaxLength(Limits.MaxBatchMessages)] IReadOnlyList<NewPublishBody> Messages);
