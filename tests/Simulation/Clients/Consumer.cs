using QueueService.Tests.Simulation.Record;
using QueueService.Tests.Simulation.Scenarios;

namespace QueueService.Tests.Simulation.Clients;

/// <summary>Receives, and does with the messages what consumers do: finish, take longer, give up, forget.</summary>
internal sealed class Consumer(ServiceClient client, Plan plan)
{
    private readonly List<DeliveredMessage> _held = [];

    public async Task RunAsync()
    {
        while (client.Cluster.World.Elapsed < plan.Length)
        {
            if (_held.Count == 0 || client.Random.Chance(0.4))
                await ReceiveAsync();
            else
                await HandleAsync();
            await client.WaitAsync(client.Random.Between(TimeSpan.Zero, plan.WorkPause));
        }
    }

    private async Task ReceiveAsync()
    {
        QueuePlan queue = client.Random.Pick(plan.Queues);
        TimeSpan wait = client.Random.Chance(0.5) ? TimeSpan.Zero : TimeSpan.FromSeconds(client.Random.Between(1, 5));
        TimeSpan timeout = client.Random.Chance(0.05)
            ? TimeSpan.Zero
            : client.Random.Between(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(8));
        TimeSpan? patience = client.Random.Chance(0.1) ? TimeSpan.FromMilliseconds(client.Random.Between(1, 2000)) : null;
        ReceiveCall call = await client.ReceiveAsync(queue, client.Random.Between(1, 10), wait, timeout, patience);
        _held.AddRange(call.Deliveries);
    }

    private async Task HandleAsync()
    {
        QueuePlan queue = client.Random.Pick(_held).Call.Queue;
        DeliveredMessage[] chosen =
        [
            .. _held.Where(delivery => delivery.Call.Queue == queue && client.Random.Chance(0.6)),
        ];
        if (chosen.Length == 0)
            return;
        int dice = client.Random.Below(10);
        if (dice < 6)
            await client.ReceiptsAsync(ReceiptKind.Acknowledge, chosen, TimeSpan.Zero);
        else if (dice == 6)
            await client.ReceiptsAsync(ReceiptKind.Extend, chosen, TimeSpan.FromSeconds(client.Random.Between(0, 10)));
        else if (dice == 7)
            await client.ReceiptsAsync(
                ReceiptKind.Release, chosen, TimeSpan.FromSeconds(client.Random.Between(0, 3)), Detail());
        else if (dice == 8 && queue.DeadLetters is not null)
            await client.ReceiptsAsync(ReceiptKind.Reject, chosen, TimeSpan.Zero, Detail());
        if (dice is not 6)
            _held.RemoveAll(chosen.Contains);
    }

    private string? Detail() => client.Random.Chance(0.5) ? $"{client.Name} says {client.Random.Below(1000)}" : null;
}
