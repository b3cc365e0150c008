namespace QueueService.Functions.Rest.Messages.Shapes;

/// <summary>What a search has found in the part of a queue that it has looked at.</summary>
/// <param name="Groups">The largest first; absent unless asked for.</param>
/// <param name="Scanned">How many messages it has looked at.</param>
/// <param name="Matched">How many of them it has found.</param>
/// <param name="Cursor">Where to go on; absent at the end of the queue.</param>
internal sealed record SearchAnswer(
    IReadOnlyList<MessageBody> Messages,
    int Scanned,
    int Matched,
    IReadOnlyList<GroupAnswer>? Groups = null,
    string? Cursor = null);
