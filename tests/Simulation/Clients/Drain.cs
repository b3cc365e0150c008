using QueueService.Queues;
using QueueService.Tests.Simulation.Record;
using QueueService.Tests.Simulation.Scenarios;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Clients;

/// <summary>Once all is well: takes everything out that is still there.</summary>
internal sealed class Drain(ServiceClient client, IReadOnlyList<QueuePlan> queues)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    public async Task RunAsync()
    {
        TimeSpan start = client.Cluster.World.Elapsed;
        while (!await IsEmptyAsync())
        {
            if (client.Cluster.World.Elapsed - start > Limit)
            {
                client.Cluster.Violations.Add("The queues could not be drained.");
                return;
            }

            foreach (QueuePlan queue in queues)
                await DrainAsync(queue);
            await client.WaitAsync(TimeSpan.FromSeconds(1));
        }
    }

    private async Task DrainAsync(QueuePlan queue)
    {
        while (true)
        {
            ReceiveCall call = await client.ReceiveAsync(queue, 10, TimeSpan.Zero, TimeSpan.FromSeconds(10));
            // Unknown it may be also then: two processes meet, and one trims what the other wanted to see.
            if (call.IsUncertain && !call.Answer!.Why.StartsWith("OutcomeUnknown", StringComparison.Ordinal))
                client.Cluster.Violations.Add($"A receive failed although all is well: {call.Answer!.Why}");
            if (call.Deliveries.Count == 0)
                return;
            await client.ReceiptsAsync(ReceiptKind.Acknowledge, call.Deliveries, TimeSpan.Zero);
        }
    }

    private async Task<bool> IsEmptyAsync()
    {
        foreach (QueuePlan queue in queues)
        {
            Answer<QueueInfo> answer = await client.CallAsync(
                (broker, leaving) => broker.GetQueueAsync(queue.Name, leaving), _ => null);
            if (answer.Value?.Stats is not { Visible: 0, InFlight: 0, Delayed: 0 })
                return false;
        }

        return client.Cluster.Archive.Logs.All(log => log.State.Leaving == 0);
    }
}
