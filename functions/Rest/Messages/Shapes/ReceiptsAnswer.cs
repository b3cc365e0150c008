namespace QueueService.Functions.Rest.Messages.Shapes;

/// <summary>What became of each handle, in the order of the request.</summary>
internal sealed record ReceiptsAnswer(IReadOnlyList<ReceiptStatusBody> Results);
