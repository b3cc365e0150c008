using QueueService.Queues.Messages;

namespace QueueService.Queues.Peek;

/// <summary>What a search has found so far.</summary>
/// <param name="Groups">Of all that were found, counted; null if that was not asked for.</param>
/// <param name="Scanned">How many messages were looked at.</param>
/// <param name="Matched">How many of them are meant by the filter.</param>
/// <param name="Cursor">Where to go on; null at the end of the queue.</param>
public sealed record SearchResult(
    IReadOnlyList<MessageView> Messages,
    IReadOnlyList<MessageGroupInfo>? Groups,
    int Scanned,
    int Matched,
    string? Cursor);
