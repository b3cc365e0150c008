namespace QueueService.Functions.Rest.Queues;

/// <summary>One page of queues.</summary>
/// <param name="Cursor">Where the next page begins; absent on the last page.</param>
internal sealed record QueuesAnswer(IReadOnlyList<QueueAnswer> Queues, string? Cursor = null);
