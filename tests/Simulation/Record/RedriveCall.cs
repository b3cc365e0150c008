using QueueService.Queues.Redrive;
using QueueService.Tests.Simulation.Scenarios;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Record;

/// <summary>A call that moves dead letters.</summary>
internal sealed record RedriveCall(QueuePlan Queue, RedriveRequest Request, Timestamp Began)
{
    /// <summary>Null while the call is under way.</summary>
    public Answer<RedriveInfo>? Answer { get; set; }
}
