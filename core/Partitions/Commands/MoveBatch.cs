namespace QueueService.Partitions.Commands;

/// <summary>What became of one step of a redrive.</summary>
/// <param name="Moved">Messages that were set on their way.</param>
/// <param name="Next">Where the next step goes on; null when there is nothing left.</param>
/// <param name="Unresolved">A queue that must be looked up before the step can be taken; nothing was done then.</param>
internal sealed record MoveBatch(int Moved, SequenceNumber? Next, string? Unresolved = null);
