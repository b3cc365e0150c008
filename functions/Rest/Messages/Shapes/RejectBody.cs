using System.ComponentModel.DataAnnotations;

namespace QueueService.Functions.Rest.Messages.Shapes;

/// <summary>Receipt handles of messages for the dead-letter queue, and why.</summary>
internal sealed record RejectBody(
    [property: MinLength(1), MaxLength(Limits.MaxBatchMessages)] IReadOnlyList<string> ReceiptHandles,
    [property: MinLength(1), MaxLength(Limits.MaxDetailBytes)] string? Detail = null);
