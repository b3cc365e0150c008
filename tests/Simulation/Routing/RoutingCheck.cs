using QueueService.Exchanges.Matching;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Routing;

/// <summary>
/// What is promised of publishes: a copy in each queue that the route leads to, exactly one, all of a call or none, in
/// the order of the calls; the route that of the bindings at some moment of the call.
/// </summary>
internal sealed class RoutingCheck(RoutingRecord record)
{
    public IEnumerable<string> Run() => record.Publishes.SelectMany(Check).Concat(CheckOrder());

    private IEnumerable<string> Check(PublishCall call)
    {
        for (int n = 0; n < call.Bodies.Count; n++)
        {
            string[] there = [.. RoutingPlan.Queues.Where(queue => record.Copies(queue, call.Bodies[n]).Count > 0)];
            foreach (string queue in there.Where(queue => record.Copies(queue, call.Bodies[n]).Count > 1))
                yield return $"{call.Bodies[n]} is in {queue} more than once.";
            if (call.Verdict == Verdict.Refused && there.Length > 0)
                yield return $"{call.Bodies[n]} was refused and is in {string.Join(", ", there)}.";
            if (call.Verdict == Verdict.Answered)
            {
                string told = string.Join(", ", call.Results[n].Queues);
                string found = string.Join(", ", there.Order(StringComparer.Ordinal));
                if (!string.Equals(told, found, StringComparison.Ordinal))
                    yield return $"{call.Bodies[n]} was told to be in '{told}' and is in '{found}'.";
                if (call.IsMandatory && there.Length == 0)
                    yield return $"{call.Bodies[n]} is mandatory, was accepted and reached no queue.";
            }

            if ((call.Verdict == Verdict.Answered || there.Length > 0) && WrongRoute(call, there) is { } wrong)
                yield return $"{call.Bodies[n]} is in '{string.Join(", ", there)}': {wrong}";
        }

        int stored = call.Bodies.Count(
            body => RoutingPlan.Queues.Any(queue => record.Copies(queue, body).Count > 0));
        if (stored > 0 && stored < call.Bodies.Count)
            yield return $"Of {string.Join(' ', call.Bodies)} some are stored and some are not.";
    }

    /// <summary>What is wrong with the queues that a message is in; null if nothing.</summary>
    private string? WrongRoute(PublishCall call, string[] there)
    {
        HashSet<string> certain = [];
        HashSet<string> possible = [];
        Reach(call.Exchange, call, certain, possible, isCertain: true, depth: 0);
        string[] missing = [.. certain.Except(there)];
        string[] extra = [.. there.Except(possible)];
        if (missing.Length > 0)
            return $"it lacks a copy in {string.Join(", ", missing)}, which was bound.";
        return extra.Length > 0 ? $"nothing led to {string.Join(", ", extra)}." : null;
    }

    private void Reach(
        string exchange, PublishCall call, HashSet<string> certain, HashSet<string> possible, bool isCertain, int depth)
    {
        HashSet<string> surely = [];
        HashSet<string> perhaps = [];
        foreach ((string from, Binding binding) in RoutingPlan.Bindings)
        {
            if (!IsSame(from, exchange) || !RoutingPlan.Takes(binding, call.Key)
                || !MayStand(from, binding, call, out bool stands))
                continue;
            if (binding.Destination.Kind == DestinationKind.Exchange)
                Reach(binding.Destination.Name, call, surely, perhaps, stands, depth + 1);
            else if (stands)
                surely.Add(binding.Destination.Name);
            perhaps.Add(binding.Destination.Kind == DestinationKind.Queue ? binding.Destination.Name : "");
        }

        perhaps.Remove("");
        perhaps.UnionWith(surely);
        string? alternate = RoutingPlan.Exchanges.First(known => IsSame(known.Name, exchange)).Alternate;
        if (alternate is not null && surely.Count == 0)
            Reach(alternate, call, surely, perhaps, isCertain: perhaps.Count == 0, depth + 1);
        possible.UnionWith(perhaps);
        if (isCertain)
            certain.UnionWith(surely);
        possible.UnionWith(surely);
    }

    private static bool IsSame(string left, string right) => string.Equals(left, right, StringComparison.Ordinal);

    /// <summary>False if a binding did not stand at any moment of a call.</summary>
    /// <param name="stands">True if it did at every moment.</param>
    private bool MayStand(string exchange, Binding binding, PublishCall call, out bool stands)
    {
        Timestamp ended = call.Verdict == Verdict.Answered ? call.Ended : Timestamp.Max(call.Ended, call.Began);
        bool isOpenEnded = call.Verdict != Verdict.Answered;
        List<BindingCall> calls =
        [
            .. record.Bindings.Where(one => IsSame(one.Exchange, exchange) && one.Binding == binding
                && one.Verdict != Verdict.Refused && (isOpenEnded || one.Began <= ended)),
        ];

        // The last that had surely ended before the publish was made; those that come after its end count for nothing.
        BindingCall? last = calls.Where(one => one.Verdict == Verdict.Answered && one.Ended < call.Began)
            .MaxBy(one => one.Began.UnixMilliseconds);
        BindingCall[] open = [.. calls.Where(one => one != last && MayOverlap(one, last, call))];
        bool began = last?.Adds ?? false;
        stands = began && open.All(one => one.Adds);
        return began || open.Any(one => one.Adds);
    }

    /// <summary>True unless a call about a binding had surely taken effect before another that had ended.</summary>
    private static bool MayOverlap(BindingCall one, BindingCall? last, PublishCall call) =>
        last is null || one.Verdict != Verdict.Answered || one.Ended >= last.Began || one.Ended >= call.Began;

    /// <summary>
    /// What was published after another publish to the same exchange had been answered comes after it in each queue.
    /// </summary>
    private IEnumerable<string> CheckOrder()
    {
        foreach (IGrouping<string, PublishCall> group in record.Publishes
            .Where(call => call.Verdict == Verdict.Answered).GroupBy(call => call.Exchange))
        {
            PublishCall[] calls = [.. group];
            foreach (string queue in RoutingPlan.Queues)
            {
                foreach (PublishCall first in calls)
                {
                    foreach (PublishCall second in calls.Where(call => call.Began > first.Ended))
                    {
                        if (Last(queue, first) > First(queue, second))
                            yield return $"In {queue} {second.Bodies[0]} is before {first.Bodies[^1]}, "
                                + "which had been answered when it was published.";
                    }
                }
            }
        }
    }

    private long Last(string queue, PublishCall call) =>
        call.Bodies.SelectMany(body => record.Copies(queue, body)).DefaultIfEmpty(0).Max();

    private long First(string queue, PublishCall call) =>
        call.Bodies.SelectMany(body => record.Copies(queue, body)).DefaultIfEmpty(long.MaxValue).Min();
}
