using QueueService.Tests.Chaos.Clients;
using QueueService.Tests.Chaos.Record;
using QueueService.Tests.Chaos.Service;

namespace QueueService.Tests.Chaos.Routing;

/// <summary>
/// Several processes of the service, killed at random while clients declare, bind, publish and consume; then everything
/// is made well, drained and checked.
/// </summary>
internal sealed class RoutingRun(ChaosOptions options, Action<string> tell) : IAsyncDisposable
{
    private const int LargestBatch = 5;
    private static readonly TimeSpan LongestStay = TimeSpan.FromSeconds(2);

    private readonly Cluster _cluster = new(options, tell);
    private readonly Ledger _ledger = new();
    private readonly RoutingBook _book = new();

    public async Task<ChaosReport> RunAsync()
    {
        await _cluster.StartAsync();
        using RestClient rest = new(_cluster.Instances, _ledger);
        RoutingClient client = new(rest, _book);
        using CancellationTokenSource stopping = new();
        using CancellationTokenSource hurry = new();
        // Programs declare what they need when they start, at the same time and each at another instance.
        await Task.WhenAll(Enumerable.Range(0, options.Instances).Select(_ => client.DeclareAsync(hurry.Token)));
        hurry.CancelAfter(options.Length + ChaosOptions.Patience);
        stopping.CancelAfter(options.Length);
        await Task.WhenAll(
        [
            _cluster.FailAsync(stopping.Token),
            .. Clients(client, stopping.Token, hurry.Token),
            Progress.TellAsync(() => $"{Report([])}", tell, stopping.Token),
        ]);
        await _cluster.MendAsync();
        tell("The faults are over; draining.");
        hurry.CancelAfter(ChaosOptions.Patience);
        if (await DrainAsync(client, hurry.Token) is { Length: > 0 } left)
            _ledger.AddMistake($"When time was up, {left}. The last failure was {rest.LastFailure}");
        return Report([.. _ledger.Mistakes, .. RoutingChecker.Check(_book)]);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    private IEnumerable<Task> Clients(RoutingClient client, CancellationToken stopping, CancellationToken hurry)
    {
        for (int n = 1; n <= options.Producers; n++)
        {
            string name = $"p{n}";
            Random random = new(options.SeedOf(n, 3));
            yield return Task.Run(() => ProduceAsync(client, name, random, stopping, hurry), hurry);
        }

        foreach ((string queue, _) in Topology.Queues)
            yield return Task.Run(() => ConsumeAsync(client, queue, stopping, hurry), hurry);
        for (int n = 0; n < Topology.Guests.Count; n++)
        {
            (string queue, string binding) = Topology.Guests[n];
            Random random = new(options.SeedOf(n, 7));
            yield return Task.Run(() => ComeAndGoAsync(client, queue, binding, random, stopping, hurry), hurry);
        }
    }

    private async Task ProduceAsync(
        RoutingClient client, string name, Random random, CancellationToken stopping, CancellationToken hurry)
    {
        for (int made = 0; !stopping.IsCancellationRequested;)
        {
            (string, int)[] batch =
            [
                .. Enumerable.Range(0, random.Next(1, LargestBatch + 1))
                    .Select(_ => ($"{name}.{++made}", random.Next(Topology.Keys.Count))),
            ];
            await client.PublishAsync(batch, hurry);
            if (random.Next(10) == 0)
                await client.DeclareAsync(hurry);
            await Task.Delay(random.Next(options.SendPauseMilliseconds), hurry);
        }
    }

    private static async Task ConsumeAsync(
        RoutingClient client, string queue, CancellationToken stopping, CancellationToken hurry)
    {
        while (!stopping.IsCancellationRequested)
            await client.ConsumeAsync(queue, hurry);
    }

    private static async Task ComeAndGoAsync(
        RoutingClient client,
        string queue,
        string binding,
        Random random,
        CancellationToken stopping,
        CancellationToken hurry)
    {
        while (!stopping.IsCancellationRequested)
        {
            string id = await client.BindAsync(queue, binding, hurry);
            await Task.Delay(LongestStay * random.NextDouble(), hurry);
            await client.UnbindAsync(queue, id, hurry);
            await Task.Delay(LongestStay * random.NextDouble(), hurry);
        }
    }

    /// <summary>
    /// Takes out what is left. Copies to one queue arrive in the order of their publishes, so nothing is on its way any
    /// more once what was published last has arrived everywhere. Answers what is left when time is up.
    /// </summary>
    private async Task<string> DrainAsync(RoutingClient client, CancellationToken cancellationToken)
    {
        (string Body, int Key)[] last =
            [.. Enumerable.Range(0, Topology.Keys.Count).Select(key => ($"last.{key}", key))];
        await client.PublishAsync(last, cancellationToken);
        while (true)
        {
            List<string> left =
            [
                .. last.Where(message => !_book.HasCopies(message.Body, Topology.Keys[message.Key].Always))
                    .Select(message => $"'{message.Body}' had not arrived"),
            ];
            await Task.WhenAll(Topology.Queues.Select(queue => EmptyAsync(client, queue.Queue)));
            foreach ((string queue, _) in Topology.Queues)
            {
                if (await client.CountAsync(queue, CancellationToken.None) is not 0 and var count)
                    left.Add($"{queue} held {count?.ToString() ?? "?"}");
            }

            if (left.Count == 0 || cancellationToken.IsCancellationRequested)
                return string.Join(", ", left);
        }
    }

    private static async Task EmptyAsync(RoutingClient client, string queue)
    {
        while (await client.ConsumeAsync(queue, CancellationToken.None) > 0)
        {
            // There may be more.
        }
    }

    private ChaosReport Report(IReadOnlyList<string> violations)
    {
        (int published, int done, int copies) = _book.Count();
        return new ChaosReport(published, done, copies, copies, _cluster.Events, violations);
    }
}
