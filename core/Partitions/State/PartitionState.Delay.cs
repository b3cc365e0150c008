namespace QueueService.Partitions.State;

/// <content>
/// The delay of a FIFO queue, which counts for messages that are there already ("Amazon SQS delay queues" in the
/// developer guide of SQS). An unread message that was sent less than the delay ago is hidden by the clock and the
/// settings alone: no event says so, and it costs no more than any other unread message.
/// </content>
internal sealed partial class PartitionState
{
    /// <summary>
    /// Unread messages that are hidden by the delay of the queue. They were sent after all of <see cref="Unread"/>, and
    /// none of them is loaded.
    /// </summary>
    public UnreadRuns DelayedUnread { get; private set; } = new();

    /// <summary>All that are delayed; <see cref="Delayed"/> are those that the state holds singly.</summary>
    public long DelayedInAll => Delayed + DelayedUnread.Messages;

    /// <summary>When a message becomes visible that was sent then and was never received.</summary>
    public Timestamp DelayedUntil(Timestamp enqueuedAt) =>
        Queue.IsFifo ? enqueuedAt + Settings.Delay : enqueuedAt;

    /// <summary>The unread message as a run of its own, visible or delayed; null if it is not here.</summary>
    public UnreadRun? FindUnread(SequenceNumber message) => Unread.At(message) ?? DelayedUnread.At(message);

    private void AppendUnread(UnreadRun run)
    {
        if (DelayedUntil(run.EnqueuedAt) > Clock || !DelayedUnread.IsEmpty)
            DelayedUnread.Append(run);
        else
            Unread.Append(run);
    }

    /// <summary>Shows what is due.</summary>
    private void ShowDelayed()
    {
        if (DelayedUnread.IsEmpty || DelayedUntil(DelayedUnread.First.EnqueuedAt) > Clock)
            return;
        UnreadRuns due = DelayedUnread;
        UnreadRun first = due.All.FirstOrDefault(run => DelayedUntil(run.EnqueuedAt) > Clock);
        DelayedUnread = first.Count > 0 ? due.Split(first.First) : new UnreadRuns();
        foreach (UnreadRun run in due.All)
            Unread.Append(run);
    }

    /// <summary>
    /// Hides what was sent less than the delay ago: the settings have changed, or the state was restored.
    /// </summary>
    private void HideDelayed()
    {
        if (!Queue.IsFifo || Settings.Delay == TimeSpan.Zero
            || Unread.FirstBehind(Clock + -Settings.Delay) is not { } first)
            return;
        UnreadRuns hidden = Unread.Split(first.First);
        foreach (UnreadRun run in DelayedUnread.All)
            hidden.Append(run);
        DelayedUnread = hidden;
        if (LoadedEnd > first.First)
            ForgetLoaded();
    }
}
