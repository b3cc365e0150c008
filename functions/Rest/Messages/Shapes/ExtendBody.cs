using System.ComponentModel.DataAnnotations;

namespace QueueService.Functions.Rest.Messages.Shapes;

/// <summary>Messages whose visibility timeout is set anew.</summary>
internal sealed record ExtendBody(
    [property: MinLength(1), MaxLength(Limits.MaxBatchMessages)] IReadOnlyList<ReceiptBody> Receipts);
