using QueueService.Partitions.Contents;
using QueueService.Queues.Messages;

namespace QueueService.Queues.Peek;

/// <summary>What the messages of one part of an answer keep in memory.</summary>
internal sealed class PartBytes
{
    private FrameContents? _last;
    private long _held;

    /// <summary>True once it is as much as a part may.</summary>
    public bool IsFull => _held >= Limits.MaxAnswerPartBytes;

    /// <summary>Adds a message; answers the bytes of its content, as it is shown.</summary>
    /// <param name="whole">The message with its whole body, which is a part of its frame.</param>
    /// <param name="shown">The same, or with a copy of the beginning of its body.</param>
    /// <param name="contents">The frame, of which the message is the one at <paramref name="index"/>.</param>
    public int Add(MessageView whole, MessageView shown, FrameContents contents, int index)
    {
        int bytes = contents[index].Length - whole.Body.Length + shown.Body.Length;
        if (!ReferenceEquals(whole, shown))
            _held += bytes;
        else if (contents != _last)
            _held += (_last = contents).Cost;
        return bytes;
    }
}
