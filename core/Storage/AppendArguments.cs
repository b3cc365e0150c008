namespace QueueService.Storage;

/// <summary>What every log refuses before it sends anything: mistakes of the caller, not answers of a store.</summary>
internal static class AppendArguments
{
    public static void Check(LogHead expected, NewFrame frame)
    {
        if (frame.Number != expected.Last.Next)
            throw new ArgumentException($"Frame {frame.Number} does not follow {expected.Last}.", nameof(frame));
        if (frame.Events.Length > Limits.MaxFrameEventBytes)
            throw new ArgumentException($"The events of a frame are {frame.Events.Length} bytes long.", nameof(frame));
        if (frame.Note.Length > Limits.MaxHeadNoteBytes)
            throw new ArgumentException($"The note of a frame is {frame.Note.Length} bytes long.", nameof(frame));
    }
}
