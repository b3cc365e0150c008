using QueueService.Queues;
using QueueService.Queues.Settings;
using QueueService.Tests.Simulation.Record;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Checks;

/// <summary>
/// One copy for each deduplication id within five minutes by the clock of the partition; afterwards the id is free again.
/// </summary>
internal static class DeduplicationCheck
{
    public static IEnumerable<string> Check(Evidence evidence)
    {
        if (evidence.Plan.RaisesPartitions)
            yield break;
        foreach (IGrouping<object, SentMessage> key in evidence.History.Sent
            .Where(message => message.DeduplicationId is not null)
            .GroupBy(message => (object)(message.Queue, message.DeduplicationId, IsByGroup(message) ? message.Group : "")))
        {
            SentMessage[] copies = [.. key.OrderBy(message => message.Began)];
            for (int later = 1; later < copies.Length; later++)
            {
                if (Wrong(evidence, copies.AsSpan(0, later), copies[later]) is { } wrong)
                    yield return wrong;
            }
        }
    }

    /// <summary>A message with a group goes by its group, and each partition knows only its own ids.</summary>
    private static bool IsByGroup(SentMessage message) => message.Queue.Partitions > 1
        || message.Queue.Settings.DeduplicationScope == DeduplicationScope.MessageGroup;

    private static string? Wrong(Evidence evidence, ReadOnlySpan<SentMessage> earlier, SentMessage message)
    {
        bool isFree = message.Queue.Partitions == 1;
        foreach (SentMessage other in earlier)
        {
            isFree &= other.Answer is { Verdict: Verdict.Refused } or { Value.Deduplicated: true }
                || (other.Answer is { Verdict: Verdict.Answered } told
                    && told.Ended + evidence.Skew + Limits.DeduplicationWindow <= message.Began + -evidence.Skew);
            if (IsStored(other) && IsStored(message) && !evidence.MayBePurged(message.Queue, evidence.History.Ended)
                && Latest(evidence, message) < Earliest(evidence, other) + Limits.DeduplicationWindow)
                return $"{other} and {message} were both stored with the deduplication id {message.DeduplicationId}.";
        }

        return isFree && message.Answer is { Value.Deduplicated: true }
            ? $"{message} was taken for a duplicate of nothing."
            : null;
    }

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
