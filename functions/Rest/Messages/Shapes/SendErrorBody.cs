namespace QueueService.Functions.Rest.Messages.Shapes;

/// <summary>Why a partition refused its share of a batch.</summary>
internal sealed record SendErrorBody(string Code, string Detail);
