using QueueService.Tests.Chaos.Clients;
using QueueService.Tests.Chaos.Record;
using QueueService.Tests.Chaos.Service;

namespace QueueService.Tests.Chaos.Disk;

/// <summary>What a service on some folder gives out when everything is taken from it.</summary>
/// <param name="Deliveries">In the order in which they came.</param>
/// <param name="Refusal">Why not everything came; null if it did.</param>
/// <param name="Output">What the service wrote.</param>
internal sealed record Inventory(IReadOnlyList<Delivery> Deliveries, string? Refusal, string Output)
{
    private const int BatchSize = 100;
    private const int TimeoutSeconds = 60;

    /// <summary>Longer than what is in flight takes to come back.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<Inventory> TakeAsync(string program, string folder, CancellationToken cancellationToken)
    {
        await using ServiceInstance service = ServiceInstance.OnDisk("copy", program, folder);
        try
        {
            await service.StartAsync();
        }
        catch (StartFailedException)
        {
            return new Inventory([], "it did not start", service.Output);
        }

        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        Ledger ledger = new();
        using RestClient rest = new([service], ledger);
        string? refusal = await TakeAllAsync(new QueueClient(rest, ledger), rest, patience.Token);
        return new Inventory(ledger.Deliveries, refusal, service.Output);
    }

    /// <summary>Why not everything came; null if it did.</summary>
    private static async Task<string?> TakeAllAsync(
        QueueClient client, RestClient rest, CancellationToken cancellationToken)
    {
        string left = "";
        while (!cancellationToken.IsCancellationRequested)
        {
            int failures = rest.Failures;
            int taken = 0;
            foreach (QueueSpec queue in QueueSpec.All)
            {
                IReadOnlyList<Delivery> deliveries;
                while ((deliveries = await client.ReceiveAsync(
                    queue, BatchSize, waitSeconds: taken == 0 ? 1 : 0, TimeoutSeconds, cancellationToken)).Count > 0)
                {
                    await client.AcknowledgeAsync(deliveries, cancellationToken);
                    taken += deliveries.Count;
                }
            }

            if (taken > 0)
                continue;
            left = await Drain.FindLeftAsync(client, cancellationToken);
            if (rest.Failures > failures)
                return $"calls failed, the last one with {rest.LastFailure}";
            if (left.Length == 0)
                return null;
        }

        return $"it still had{left} after {Patience}";
    }
}
