using QueueService.Storage;

namespace QueueService.Exchanges.State;

/// <summary>The frames whose contents are still needed, since copies of their messages are on their way.</summary>
internal sealed class PendingFrames
{
    private readonly SortedDictionary<FrameNumber, (int Uses, long Bytes)> _frames = new(
        Comparer<FrameNumber>.Create((left, right) => left.Value.CompareTo(right.Value)));

    /// <summary>Bytes of their payloads.</summary>
    public long Bytes { get; private set; }

    public IReadOnlyCollection<FrameNumber> Numbers => _frames.Keys;

    /// <summary>The bytes of a frame that is among them.</summary>
    public long BytesOf(FrameNumber frame) => _frames[frame].Bytes;

    /// <summary>One run more is about this frame.</summary>
    /// <param name="bytes">Of its payload.</param>
    public void Use(FrameNumber frame, long bytes)
    {
        if (!_frames.TryGetValue(frame, out (int Uses, long Bytes) known))
            Bytes += bytes;
        _frames[frame] = (known.Uses + 1, bytes);
    }

    /// <summary>One run fewer is about this frame.</summary>
    public void Release(FrameNumber frame)
    {
        (int uses, long bytes) = _frames[frame];
        if (uses > 1)
        {
            _frames[frame] = (uses - 1, bytes);
            return;
        }

        _frames.Remove(frame);
        Bytes -= bytes;
    }
}
