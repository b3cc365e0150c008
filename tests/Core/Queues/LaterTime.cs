namespace QueueService.Tests.Core.Queues;

/// <summary>The clock of a process that starts later.</summary>
internal sealed class LaterTime(TimeSpan later) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + later;
}
