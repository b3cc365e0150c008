using QueueService.Tests.Chaos.Record;

namespace QueueService.Tests.Chaos.Clients;

/// <summary>Receives from all queues, and acknowledges, gives back or forgets what it got.</summary>
internal sealed class Consumer(QueueClient client, Random random)
{
    public async Task RunAsync(CancellationToken stopping, CancellationToken cancellationToken)
    {
        while (!stopping.IsCancellationRequested)
        {
            QueueSpec queue = QueueSpec.All[random.Next(QueueSpec.All.Count)];
            IReadOnlyList<Delivery> deliveries = await client.ReceiveAsync(
                queue, random.Next(1, 11), random.Next(3), random.Next(1, 8), cancellationToken);
            if (deliveries.Count > 0)
                await HandleAsync(deliveries, cancellationToken);
        }
    }

    private Task HandleAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken) =>
        random.Next(20) switch
        {
            0 => Task.CompletedTask,
            < 3 => client.ReleaseAsync(deliveries, cancellationToken),
            < 5 => client.AcknowledgeAsync([.. deliveries.Take((deliveries.Count + 1) / 2)], cancellationToken),
            _ => client.AcknowledgeAsync(deliveries, cancellationToken),
        };
}
