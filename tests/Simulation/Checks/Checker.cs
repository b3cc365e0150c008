using QueueService.Tests.Simulation.Record;
using QueueService.Tests.Simulation.Scenarios;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Checks;

/// <summary>Compares what the clients were told with what is promised.</summary>
internal static class Checker
{
    /// <summary>What was promised and not kept.</summary>
    public static IEnumerable<string> Check(Plan plan, History history, Cluster cluster)
    {
        foreach (SentMessage message in history.Sent)
        {
            if (message.IsConfirmed && !message.Deliveries.Exists(delivery => delivery.MayBeAcknowledged))
                yield return $"{message} was stored and is lost.";
        }
    }
}
