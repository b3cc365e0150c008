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
        Evidence evidence = new(plan, history, cluster);
        return
        [
            .. ContentCheck.Check(evidence),
            .. LossCheck.Check(evidence),
            .. AcknowledgementCheck.Check(evidence),
            .. VisibilityCheck.Check(evidence),
            .. CountCheck.Check(evidence),
            .. EditCheck.Check(evidence),
            .. OrderCheck.Check(evidence),
            .. DeduplicationCheck.Check(evidence),
            .. EmptyReceiveCheck.Check(evidence),
            .. ReceiptCheck.Check(evidence),
            .. PurgeCheck.Check(evidence),
            .. ReplicaCheck.Check(evidence),
            .. LeakCheck.Check(evidence),
        ];
    }
}
