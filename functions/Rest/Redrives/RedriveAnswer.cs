using System.ComponentModel.DataAnnotations;
using QueueService.Functions.Rest.Messages.Shapes;
using QueueService.Queues.Redrive;

namespace QueueService.Functions.Rest.Redrives;

/// <summary>How far a redrive is.</summary>
internal sealed record RedriveAnswer
{
    public required string TaskId { get; init; }

    public required string Queue { get; init; }

    /// <summary>Absent: each message goes back to the queue that it came from.</summary>
    public string? Destination { get; init; }

    [Range(1, Limits.MaxRedrivePerSecond)]
    public int? MaxPerSecond { get; init; }

    [AllowedValues("running", "completed", "cancelling", "cancelled", "failed")]
    public required string State { get; init; }

    /// <summary>Messages that have arrived.</summary>
    public required long Moved { get; init; }

    /// <summary>Messages that were there to move when it started; with a filter, to be looked at.</summary>
    public required long Total { get; init; }

    /// <summary>Messages that were to be moved and have no queue to go to.</summary>
    public required long Stayed { get; init; }

    /// <summary>Messages that were looked at; absent without a filter.</summary>
    public long? Scanned { get; init; }

    /// <summary>Which messages it moves; absent if all, or if they are named.</summary>
    public FilterBody? Filter { get; init; }

    /// <summary>How many messages it was given by name; absent if all, or those that a filter finds.</summary>
    public int? Named { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The id of the key that started it; absent where it is not known.</summary>
    public string? StartedBy { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Failure { get; init; }

    public static RedriveAnswer From(RedriveInfo redrive) => new()
    {
        TaskId = redrive.TaskId,
        Queue = redrive.Queue.Value,
        Destination = redrive.Request.Destination?.Value,
        MaxPerSecond = redrive.Request.MaxPerSecond,
        State = WordOf(redrive.State),
        Moved = redrive.Moved,
        Total = redrive.Total,
        Stayed = redrive.Stayed,
        Scanned = redrive.Request.Filter is null ? null : redrive.Scanned,
        Filter = redrive.Request.Filter is { } filter ? FilterAnswer.From(filter) : null,
        Named = redrive.Request.MessageIds?.Count,
        StartedAt = redrive.StartedAt,
        StartedBy = redrive.Request.StartedBy,
        EndedAt = redrive.EndedAt,
        Failure = redrive.Failure,
    };

    private static string WordOf(RedriveState state) => state switch
    {
        RedriveState.Running => "running",
        RedriveState.Completed => "completed",
        RedriveState.Cancelling => "cancelling",
        RedriveState.Cancelled => "cancelled",
        RedriveState.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "This state has no word yet."),
    };
}
