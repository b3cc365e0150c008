using QueueService.Partitions;

namespace QueueService.Queues.Redrive;

/// <summary>A redrive as it is stored, with how far each partition is.</summary>
/// <param name="Next">By partition: the first message not looked at yet.</param>
/// <param name="End">By partition: messages from here on came after the redrive began.</param>
internal sealed record RedriveTask(
    RedriveInfo Info, IReadOnlyList<SequenceNumber> Next, IReadOnlyList<SequenceNumber> End)
{
    /// <summary>Of the queue when the redrive began; 0: not noted.</summary>
    public ulong Incarnation { get; init; }

    /// <summary>By partition: the only messages to move, in order; null: all, or not found yet.</summary>
    public IReadOnlyList<IReadOnlyList<SequenceNumber>>? Chosen { get; init; }

    /// <summary>Messages that were to go back to a queue that is not there, or is not theirs to go to.</summary>
    public long Stayed { get; init; }

    /// <summary>Messages that were looked at; counted where the document can tell it.</summary>
    public long Scanned { get; init; }

    /// <summary>Which process carries it out; 0: none.</summary>
    public UInt128 Owner { get; init; }

    public bool IsOver => Info.State is RedriveState.Completed or RedriveState.Cancelled or RedriveState.Failed;

    /// <summary>All messages were looked at.</summary>
    public RedriveTask Finished(DateTimeOffset at) => Stayed == 0
        ? Ended(RedriveState.Completed, at)
        : Ended(RedriveState.Failed, at, RedriveFailures.OfStayed(Stayed, Info));

    /// <summary>Notes that a message which came from no queue stays, for the end of the redrive.</summary>
    public RedriveTask WithUnknownSource() => this with
    {
        Info = Info with { Failure = RedriveFailures.UnknownSource },
    };

    public RedriveTask Ended(RedriveState state, DateTimeOffset at, string? failure = null) => this with
    {
        Info = Info with
        {
            State = state,
            EndedAt = Timestamp.From(at).ToDateTimeOffset(),
            Failure = failure,
        },
    };

    /// <summary>
    /// Adds what a step has done that began at another version of this document, unless it has been noted already: by
    /// a write whose answer said otherwise, and that somebody else has cancelled or taken over since.
    /// </summary>
    public RedriveTask With(RedriveTask before, RedriveTask after) => HasProgressOf(after)
        ? this
        : this with
        {
            Info = Info with
            {
                Moved = Info.Moved + after.Info.Moved - before.Info.Moved,
                Failure = Info.Failure ?? after.Info.Failure,
            },
            Stayed = Stayed + after.Stayed - before.Stayed,
            Scanned = Scanned + after.Scanned - before.Scanned,
            Next = [.. Next.Zip(after.Next, (mine, other) => mine > other ? mine : other)],
        };

    private bool HasProgressOf(RedriveTask other) =>
        Info.Moved == other.Info.Moved && Stayed == other.Stayed && Next.SequenceEqual(other.Next);
}
