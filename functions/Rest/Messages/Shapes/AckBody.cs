using System.ComponentModel.DataAnnotations;

namespace QueueService.Functions.Rest.Messages.Shapes;

/// <summary>Receipt handles of messages that are done.</summary>
internal sealed record AckBody(
    [property: MinLength(1), MaxLength(Limits.MaxBatchMessages)] IReadOnlyList<string> ReceiptHandles);
