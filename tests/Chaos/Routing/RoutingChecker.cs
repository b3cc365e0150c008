using QueueService.Tests.Chaos.Record;

namespace QueueService.Tests.Chaos.Routing;

/// <summary>
/// Compares what publishers were told with what was received, once everything was drained. All processes of a run share
/// one clock.
/// </summary>
internal static class RoutingChecker
{
    /// <summary>Every promise that was broken, in words.</summary>
    public static IEnumerable<string> Check(RoutingBook book)
    {
        ILookup<string, Copy> copies = book.Copies.ToLookup(copy => copy.Body, StringComparer.Ordinal);
        ILookup<string, BindCall> binds = book.Binds.ToLookup(call => call.Queue, StringComparer.Ordinal);
        HashSet<string> published = new(StringComparer.Ordinal);
        foreach (IGrouping<string, PublishCall> attempts in book.Publishes.GroupBy(
            call => call.Body, StringComparer.Ordinal))
        {
            published.Add(attempts.Key);
            foreach (string violation in Check([.. attempts], [.. copies[attempts.Key]], binds))
                yield return violation;
        }

        foreach (Copy copy in book.Copies.Where(copy => !published.Contains(copy.Body)))
            yield return $"'{copy.Body}' came from {copy.Queue} and was never published.";
    }

    private static IEnumerable<string> Check(PublishCall[] attempts, Copy[] copies, ILookup<string, BindCall> binds)
    {
        PublishCall first = attempts[0];
        (_, string[] always, string[] whileBound) = Topology.Keys[first.Key];
        Dictionary<string, int> counts = copies.GroupBy(copy => copy.Queue, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        foreach ((string queue, int count) in counts.Where(queue => queue.Value > 1))
            yield return $"{first} came {count} times to {queue}.";
        bool isOpen = Array.Exists(attempts, call => call.Outcome == Outcome.Unknown);
        bool isRefused = Array.TrueForAll(attempts, call => call.Outcome == Outcome.Refused);
        DateTimeOffset end = isOpen ? DateTimeOffset.MaxValue : attempts[^1].Ended;
        foreach (string queue in counts.Keys)
        {
            bool mayBe = always.Contains(queue, StringComparer.Ordinal)
                || (whileBound.Contains(queue, StringComparer.Ordinal)
                    && MayBeBound([.. binds[queue]], first.Began, end));
            if (isRefused)
                yield return $"{first} came to {queue} although its publish was refused.";
            else if (!mayBe)
                yield return $"{first} came to {queue}, where nothing led it.";
        }

        foreach (PublishCall done in attempts.Where(call => call.Outcome == Outcome.Done))
        {
            foreach (string queue in done.Queues.Where(queue => !counts.ContainsKey(queue)))
                yield return $"{done} was called published to {queue} and is lost there.";
            IEnumerable<string> due = always.Concat(
                whileBound.Where(queue => MustBeBound([.. binds[queue]], done.Began, done.Ended)));
            foreach (string queue in due.Where(queue => !done.Queues.Contains(queue, StringComparer.Ordinal)))
                yield return $"{done} was published, but not to {queue}, which is bound.";
        }
    }

    /// <summary>Whether a queue can have been bound at some moment of this time.</summary>
    internal static bool MayBeBound(BindCall[] calls, DateTimeOffset began, DateTimeOffset ended)
    {
        bool mayBe = false;
        foreach (BindCall call in calls.Where(call => call.Outcome != Outcome.Refused))
        {
            if (call.Began > ended)
                break;
            if (call.IsBinding)
                mayBe = true;
            else if (call.Outcome == Outcome.Done && call.Ended < began)
                mayBe = false;
        }

        return mayBe;
    }

    /// <summary>Whether a queue was certainly bound during all of this time.</summary>
    internal static bool MustBeBound(BindCall[] calls, DateTimeOffset began, DateTimeOffset ended)
    {
        bool must = false;
        foreach (BindCall call in calls.Where(call => call.Outcome != Outcome.Refused))
        {
            if (call.Began > ended)
                break;
            must = call.IsBinding && call.Outcome == Outcome.Done && call.Ended < began;
        }

        return must;
    }
}
