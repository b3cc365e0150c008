namespace QueueService.Storage;

/// <summary>The frames <paramref name="First"/> to <paramref name="Last"/>, both included.</summary>
public readonly record struct FrameRange(FrameNumber First, FrameNumber Last);
