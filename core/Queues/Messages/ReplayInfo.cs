namespace QueueService.Queues.Messages;

/// <summary>How often a message was replayed.</summary>
/// <param name="At">The last time.</param>
/// <param name="By">Who asked for that; empty if it is not known.</param>
public sealed record ReplayInfo(int Count, DateTimeOffset At, string By);
