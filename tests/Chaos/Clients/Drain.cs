using System.Globalization;
using System.Text;
using QueueService.Tests.Chaos.Record;

namespace QueueService.Tests.Chaos.Clients;

/// <summary>Takes out what is left, once all faults have ended, until every queue says that it is empty.</summary>
internal static class Drain
{
    private const int BatchSize = 100;
    private const int TimeoutSeconds = 30;

    /// <summary>What is left when time is up, in words; empty if nothing is.</summary>
    public static async Task<string> RunAsync(QueueClient client, CancellationToken cancellationToken)
    {
        while (true)
        {
            foreach (QueueSpec queue in QueueSpec.All)
            {
                IReadOnlyList<Delivery> deliveries;
                while ((deliveries = await client.ReceiveAsync(
                    queue, BatchSize, waitSeconds: 1, TimeoutSeconds, cancellationToken)).Count > 0)
                    await client.AcknowledgeAsync(deliveries, cancellationToken);
            }

            string left = await FindLeftAsync(client, CancellationToken.None);
            if (left.Length == 0 || cancellationToken.IsCancellationRequested)
                return left;
        }
    }

    /// <summary>What is left in the queues, in words; those that do not answer count as well.</summary>
    public static async Task<string> FindLeftAsync(QueueClient client, CancellationToken cancellationToken)
    {
        StringBuilder left = new();

        // Looked at in one direction, then in the other: a message that moves from one to another is seen once.
        foreach (QueueSpec queue in QueueSpec.All.Concat(QueueSpec.All.Reverse()))
        {
            if (await client.CountAsync(queue, cancellationToken) is not 0 and var count)
                left.Append(CultureInfo.InvariantCulture, $" {count?.ToString(CultureInfo.InvariantCulture) ?? "?"} in {queue.Name}");
        }

        return left.ToString();
    }
}
