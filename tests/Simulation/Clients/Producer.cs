using QueueService.Tests.Simulation.Record;
using QueueService.Tests.Simulation.Scenarios;

namespace QueueService.Tests.Simulation.Clients;

/// <summary>Sends, singly and in batches, and repeats what failed with the same deduplication id.</summary>
internal sealed class Producer(ServiceClient client, Plan plan)
{
    private int _made;

    public async Task RunAsync()
    {
        for (int n = 0; n < plan.Sends; n++)
        {
            QueuePlan queue = client.Random.Pick(plan.Queues);
            List<SentMessage> batch = [];
            for (int count = client.Random.Chance(0.3) ? client.Random.Between(2, 5) : 1; count > 0; count--)
                batch.Add(Make(queue));
            await client.SendAsync(queue, batch);
            SentMessage[] again = [.. batch.Where(message => !message.IsConfirmed).Select(Repeat)];
            if (again.Length > 0 && client.Random.Chance(0.7))
                await client.SendAsync(queue, again);
            await client.WaitAsync(client.Random.Between(TimeSpan.Zero, plan.SendPause));
        }
    }

    private SentMessage Make(QueuePlan queue)
    {
        string body = $"{client.Name}.{++_made}";
        string? group = queue.IsFifo || client.Random.Chance(0.2) ? $"g{client.Random.Below(3)}" : null;
        string? id = queue.IsFifo || client.Random.Chance(0.3)
            ? client.Random.Chance(0.3) ? $"d{client.Random.Below(4)}" : body
            : null;
        bool isDelayed = !queue.IsFifo && client.Random.Chance(0.1);
        TimeSpan? delay = isDelayed ? TimeSpan.FromSeconds(client.Random.Between(0, 6)) : null;
        if (client.Random.Chance(0.1))
            body += " " + new string('x', client.Random.Between(100, 2000));
        return new SentMessage(queue, body, group, id, delay);
    }

    private static SentMessage Repeat(SentMessage message) =>
        new(message.Queue, message.Body + "'", message.Group, message.DeduplicationId, message.Delay);
}
