using QueueService.Partitions.Drafts;
using QueueService.Storage;

namespace QueueService.Partitions.Loop;

/// <summary>What the <see cref="Preparer"/> has fetched.</summary>
/// <param name="Frames">The messages of each frame; null for one that is not in the log any more.</param>
/// <param name="DeadLetter">
/// What was found under the name of the dead-letter queue; null if it was not asked for.
/// </param>
internal sealed record Prepared(
    IReadOnlyDictionary<FrameNumber, StoredMessage[]?> Frames, DeadLetterTarget? DeadLetter);
