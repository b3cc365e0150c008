using QueueService.Tests.Simulation.Record;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Checks;

/// <summary>
/// What was stored when a queue was emptied does not come back. Messages on their way to another queue are not in the
/// queue any more; a redrive may bring them back.
/// </summary>
internal static class PurgeCheck
{
    public static IEnumerable<string> Check(Evidence evidence)
    {
        foreach (PurgeCall purge in evidence.History.Purges.Where(
            purge => purge.Answer is { Verdict: Verdict.Answered }))
        {
            foreach (Stay stay in evidence.Stays.Where(stay => stay.Queue == purge.Queue && stay.IsHome))
            {
                if (evidence.History.Redrives.Count == 0
                    && stay.Message is { IsConfirmed: true } message
                    && message.Answer!.Ended <= purge.Began
                    && stay.Deliveries.FirstOrDefault(d => d.Call.Began > purge.Answer!.Ended) is { } late)
                    yield return $"{late} was delivered after the queue had been emptied.";
            }
        }
    }
}
