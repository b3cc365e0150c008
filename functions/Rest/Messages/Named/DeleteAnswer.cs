namespace QueueService.Functions.Rest.Messages.Named;

/// <summary>What became of each message, in the order of the request.</summary>
internal sealed record DeleteAnswer(IReadOnlyList<DeleteStatusBody> Results);
