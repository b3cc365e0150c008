using System.Globalization;
using QueueService.Storage;

namespace QueueService.Partitions.Messages;

/// <summary>
/// What a message is at one moment: where its content lies, and how often it was received. It changes with each edit
/// and each delivery.
/// </summary>
/// <param name="Partition">Which one of its queue.</param>
/// <param name="Index">Which message of its frame it is.</param>
internal readonly record struct MessageVersion(
    int Partition, SequenceNumber Sequence, FrameNumber Frame, int Index, int ReceiveCount)
{
    /// <summary>As clients name it in <c>ETag</c> and <c>If-Match</c>, without the quotes.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Partition:x}-{Sequence.Value:x}-{Frame.Value:x}-{Index:x}-{ReceiveCount:x}");
}
