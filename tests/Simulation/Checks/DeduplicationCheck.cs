using QueueService.Partitions.Settings;
using QueueService.Tests.Simulation.Record;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Checks;

/// <summary>
/// One copy for each deduplication id within five minutes by the clock of the partition; afterwards the id is free again.
/// </summary>
internal static class DeduplicationCheck
{
    /// <summary>What SQS promises; not taken from the engine, which may be wrong about it.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    public static IEnumerable<string> Check(Evidence evidence)
    {
        if (evidence.Plan.RaisesPartitions)
            yield break;
        foreach (IGrouping<object, SentMessage> key in evidence.History.Sent
            .Where(message => message.DeduplicationId is not null)
            .GroupBy(message => (object)(message.Queue, message.DeduplicationId, IsByGroup(message) ? message.Group : "")))
        {
            SentMessage[] copies = [.. key];
            foreach (SentMessage message in copies)
            {
                if (message.Answer is { Value.Deduplicated: true } && IsFree(evidence, message, copies))
                    yield return $"{message} was taken for a duplicate of nothing.";
                if (Array.Find(copies, other => IsDouble(evidence, other, message)) is { } twin)
                    yield return $"{twin} and {message} were both stored with the id {message.DeduplicationId}.";
            }
        }
    }

    /// <summary>A message with a group goes by its group, and each partition knows only its own ids.</summary>
    private static bool IsByGroup(SentMessage message) => message.Queue.Partitions > 1
        || message.Queue.Settings.DeduplicationScope == DeduplicationScope.MessageGroup;

    private static bool IsDouble(Evidence evidence, SentMessage first, SentMessage second) =>
        first != second
        && first.Began <= second.Began
        && IsStored(first)
        && IsStored(second)
        && !evidence.MayBePurged(second.Queue, evidence.History.Ended)
        && Latest(evidence, second) < Earliest(evidence, first) + Window;

    /// <summary>True if no other message with the id can have been stored within the window before this one.</summary>
    private static bool IsFree(Evidence evidence, SentMessage message, SentMessage[] copies) =>
        message.Queue.Partitions == 1
        && Array.TrueForAll(copies, other => other == message
            || other.Began > message.Answer!.Ended
            || other.Answer is { Verdict: Verdict.Refused } or { Value.Deduplicated: true }
            || (other.Answer is { Verdict: Verdict.Answered } told
                && told.Ended + evidence.Skew + Window <= message.Began + -evidence.Skew));

    private static bool IsStored(SentMessage message) => message.IsConfirmed || message.Deliveries.Count > 0;

    private static Timestamp Earliest(Evidence evidence, SentMessage message) =>
        StoredAt(message) ?? message.Began + -evidence.Skew;

    private static Timestamp Latest(Evidence evidence, SentMessage message) => StoredAt(message)
        ?? (message.Answer is { } answer ? answer.Ended + evidence.Skew : evidence.History.Ended);

    /// <summary>Exactly, if the message was seen where it was sent to before it could be moved.</summary>
    private static Timestamp? StoredAt(SentMessage message) =>
        message.Queue.DeadLetters is null && message.Deliveries.Find(d => d.Call.Queue == message.Queue) is { } seen
            ? Timestamp.From(seen.View.EnqueuedAt)
            : null;
}
