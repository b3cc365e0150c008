namespace QueueService.Tests.Core.Partitions.ModelBased;

/// <summary>A message of the naive queue.</summary>
internal sealed class NaiveMessage(long number, string group, Timestamp enqueuedAt)
{
    public long Number { get; } = number;

    public string Group { get; } = group;

    public Timestamp EnqueuedAt { get; } = enqueuedAt;

    public int Count { get; set; }

    public bool IsHeld { get; set; }

    /// <summary>
    /// True once it was received or delayed; on standard queues such messages come before unread ones.
    /// </summary>
    public bool IsTouched { get; set; }

    public Timestamp VisibleAt { get; set; }
}
