using System.ComponentModel.DataAnnotations;

namespace QueueService.Functions.Rest.Messages.Shapes;

/// <summary>Receipt handles of messages to give back.</summary>
internal sealed record ReleaseBody(
    [property: MinLength(1), MaxLength(Limits.MaxBatchMessages)] IReadOnlyList<string> ReceiptHandles,
    [property: Range(0, 43_200)] decimal? DelaySeconds = null,
    [property: MinLength(1), MaxLength(Limits.MaxDetailBytes)] string? Detail = null);
