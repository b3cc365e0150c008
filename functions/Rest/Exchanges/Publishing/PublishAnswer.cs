namespace QueueService.Functions.Rest.Exchanges.Publishing;

/// <summary>What became of each message, in the order of the request.</summary>
internal sealed record PublishAnswer(IReadOnlyList<PublishResultBody> Results);
