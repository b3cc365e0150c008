namespace QueueService.Functions.Rest.Messages.Shapes;

/// <summary>What became of each message, in the order of the request.</summary>
internal sealed record SendAnswer(IReadOnlyList<SendResultBody> Results);
