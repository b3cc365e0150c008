using QueueService.Tests.Chaos.Clients;
using QueueService.Tests.Chaos.Record;
using QueueService.Tests.Chaos.Service;

namespace QueueService.Tests.Chaos.Disk;

/// <summary>What a service on some folder gives out when everything is taken from it.</summary>
/// <param name="Deliveries">In the order in which they came.</param>
/// <param name="IsRefused">True if the service did not start, or a call failed and nothing more came.</param>
/// <param name="Output">What the service wrote.</param>
internal sealed record Inventory(IReadOnlyList<Delivery> Deliveries, bool IsRefused, string Output)
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
            return new Inventory([], IsRefused: true, service.Output);
        }

        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        Ledger ledger = new();
        using RestClient rest = new([service], ledger);
        bool isComplete = await TakeAllAsync(new QueueClient(rest, ledger), rest, patience.Token);
        return new Inventory(ledger.Deliveries, !isComplete, service.Output);
    }

    /// <summary>False if calls fail and nothing comes any more.</summary>
    private static async Task<bool> TakeAllAsync(QueueClient client, RestClient rest, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            int failures = rest.Failures;
            int taken = 0;
            foreach (QueueSpec queue in QueueSpec.All)
            {
                IReadOnlyList<Delivery> deliveries = await client.ReceiveAsync(
                    queue, BatchSize, waitSeconds: 1, TimeoutSeconds, cancellationToken);
                if (deliveries.Count > 0)
                    await client.AcknowledgeAsync(deliveries, cancellationToken);
                taken += deliveries.Count;
            }

            bool isEmpty = taken == 0 && await Drain.IsEmptyAsync(client, cancellationToken);
            bool hasFailed = rest.Failures > failures;
            if (isEmpty || (taken == 0 && hasFailed))
                return !hasFailed;
        }

        return false;
    }
}
