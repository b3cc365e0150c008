using QueueService.Tests.Chaos.Checks;
using QueueService.Tests.Chaos.Record;
using QueueService.Tests.Chaos.Service;

namespace QueueService.Tests.Chaos.Clients;

/// <summary>All that clients do to a service while faults happen, and what it says of the service.</summary>
internal sealed class Traffic : IDisposable
{
    private readonly ChaosOptions _options;
    private readonly RestClient _rest;

    public Traffic(ChaosOptions options, IReadOnlyList<ServiceInstance> instances)
    {
        _options = options;
        _rest = new RestClient(instances, Ledger);
        Client = new QueueClient(_rest, Ledger);
    }

    public Ledger Ledger { get; } = new();

    /// <summary>For what else is to be asked of the service; goes into the same record.</summary>
    public QueueClient Client { get; }

    public async Task CreateQueuesAsync(CancellationToken cancellationToken)
    {
        foreach (QueueSpec queue in QueueSpec.All)
            await Client.CreateAsync(queue, cancellationToken);
    }

    /// <summary>Begins; each of the tasks ends some time after <paramref name="stopping"/>.</summary>
    public IEnumerable<Task> Start(CancellationToken stopping, CancellationToken hurry)
    {
        for (int n = 1; n <= _options.Producers; n++)
        {
            Producer producer = new($"p{n}", Client, _options, new Random(_options.SeedOf(n, 3)));
            yield return Task.Run(() => producer.RunAsync(stopping, hurry), hurry);
        }

        for (int n = 1; n <= _options.Consumers; n++)
        {
            Consumer consumer = new(Client, new Random(_options.SeedOf(n, 4)));
            yield return Task.Run(() => consumer.RunAsync(stopping, hurry), hurry);
        }

        Operator redriver = new(Client, new Random(_options.SeedOf(1, 6)));
        yield return Task.Run(() => redriver.RunAsync(stopping, hurry), hurry);
    }

    /// <summary>Takes out what is left and tells what happened, with every promise that was broken.</summary>
    public async Task<ChaosReport> DrainAsync(IReadOnlyList<Tally> events, CancellationToken cancellationToken)
    {
        if (await Drain.RunAsync(Client, cancellationToken) is { Length: > 0 } left)
            Ledger.AddMistake($"When time was up, there still was{left}. The last failure was {_rest.LastFailure}");
        return Report(events) with { Violations = [.. LedgerChecker.Check(Ledger)] };
    }

    /// <summary>What happened so far.</summary>
    public ChaosReport Report(IReadOnlyList<Tally> events)
    {
        (int sent, int stored, int received, int acknowledged) = Ledger.Count();
        return new ChaosReport(sent, stored, received, acknowledged, events, []);
    }

    public void Dispose() => _rest.Dispose();
}
