namespace QueueService.Functions.Rest.Exchanges.Publishing;

/// <summary>Where one message went.</summary>
/// <param name="MessageId">That of all its copies.</param>
/// <param name="Queues">None if it had no route.</param>
/// <param name="Pending">Those among them that get their copy later; absent if all have it.</param>
internal sealed record PublishResultBody(
    Guid MessageId, IReadOnlyList<string> Queues, IReadOnlyList<string>? Pending = null);
