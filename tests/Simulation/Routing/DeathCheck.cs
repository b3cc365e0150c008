using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Routing;

/// <summary>
/// What is promised of dead letters that go to an exchange: each is held until there is a way, and comes exactly once
/// to each queue that the way leads to. Graves are bound one after the other, and never unbound.
/// </summary>
internal sealed class DeathCheck(DeathRecord deaths, RoutingRecord record)
{
    public IEnumerable<string> Run() => deaths.Sent.SelectMany(sent => Check(sent.Key, sent.Value))
        .Concat(deaths.Returned.Select(body => $"{body} was received again after it had died or was acknowledged."));

    private IEnumerable<string> Check(string body, Verdict verdict)
    {
        foreach (string grave in RoutingPlan.Graves)
        {
            int copies = record.Copies(grave, body).Count;
            if (copies > 1)
                yield return $"{body} died once and is in {grave} {copies} times.";
            if (copies > 0 && (verdict == Verdict.Refused || deaths.Acknowledged.Contains(body)))
                yield return $"{body} was refused or acknowledged and is in {grave}.";
            if (copies == 0 && MustBeIn(grave, body, verdict))
                yield return $"{body} died and is not in {grave}.";
        }

        bool isFirst = record.Copies(RoutingPlan.Graves[0], body).Count > 0;
        if (!isFirst && record.Copies(RoutingPlan.Graves[1], body).Count > 0)
            yield return $"{body} is in {RoutingPlan.Graves[1]} alone, which was bound last.";
    }

    /// <summary>
    /// At the end nothing is left where it was sent to. So what was stored and not acknowledged has died, and reached
    /// the first grave, since it waited for it; the others, if they were bound when it was first received.
    /// </summary>
    private bool MustBeIn(string grave, string body, Verdict verdict)
    {
        if (verdict != Verdict.Answered || deaths.Doubtful.Contains(body))
            return false;
        return string.Equals(grave, RoutingPlan.Graves[0], StringComparison.Ordinal)
            || (deaths.FirstReceived.TryGetValue(body, out Timestamp received)
                && deaths.BindingEnded[grave] < received);
    }
}
