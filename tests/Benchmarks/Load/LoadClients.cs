using System.Diagnostics;

namespace QueueService.Benchmarks.Load;

/// <summary>A number of open connections that each run a closed loop.</summary>
internal sealed class LoadClients : IDisposable
{
    private readonly QueueClient[] _clients;

    private LoadClients(QueueClient[] clients) => _clients = clients;

    public static async Task<LoadClients> ConnectAsync(
        int port,
        string queue,
        int connections,
        int batch,
        TimeSpan wait,
        CancellationToken cancellation,
        Dialect? dialect = null)
    {
        var clients = new LoadClients(
            [.. Enumerable.Range(0, connections).Select(i => new QueueClient(queue, batch, wait, seed: i, dialect))]);
        try
        {
            foreach (QueueClient client in clients._clients)
                await client.ConnectAsync(port, cancellation);
            return clients;
        }
        catch
        {
            clients.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (QueueClient client in _clients)
            client.Dispose();
    }

    public Task<LoadResult> SendAsync(WorkBudget budget, CancellationToken cancellation) =>
        RunAsync(client => SendLoopAsync(client, budget), cancellation);

    /// <summary>Receives and acknowledges what is known to be there: a short answer is an error.</summary>
    public Task<LoadResult> DrainAsync(long messages, CancellationToken cancellation)
    {
        WorkBudget budget = WorkBudget.OfMessages(messages);
        return RunAsync(client => DrainLoopAsync(client, budget), cancellation);
    }

    /// <summary>To be called when everything that was sent has been acknowledged.</summary>
    public async Task ExpectEmptyAsync()
    {
        if (await _clients[0].ReceiveAsync() is var left and not 0)
            throw new BenchmarkFailedException($"There are messages left ({left}) after all were acknowledged.");
    }

    /// <summary>Runs a loop, which returns its number of messages, on each connection until all have ended.</summary>
    public async Task<LoadResult> RunAsync(Func<QueueClient, Task<long>> loop, CancellationToken cancellation)
    {
        foreach (QueueClient client in _clients)
            client.Latencies.Clear();
        // There is no token in the loops: closed connections end them, and cost nothing while all is well.
        await using CancellationTokenRegistration registration = cancellation.Register(Dispose);
        long start = Stopwatch.GetTimestamp();
        Task<long>[] loops = [.. _clients.Select(client => Task.Run(() => loop(client), cancellation))];
        try
        {
            await foreach (Task<long> ended in Task.WhenEach(loops))
                await ended;
        }
        catch
        {
            Dispose();
            cancellation.ThrowIfCancellationRequested();
            throw;
        }

        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        var latencies = new Latencies();
        foreach (QueueClient client in _clients)
            latencies.Add(client.Latencies);
        return new LoadResult(loops.Sum(l => l.Result), elapsed, latencies);
    }

    private static async Task<long> SendLoopAsync(QueueClient client, WorkBudget budget)
    {
        long sent = 0;
        while (budget.TryClaim(client.Batch, out long first))
        {
            await client.SendAsync(first);
            sent += client.Batch;
        }

        return sent;
    }

    private static async Task<long> DrainLoopAsync(QueueClient client, WorkBudget budget)
    {
        long acked = 0;
        while (budget.TryClaim(client.Batch, out _))
        {
            await client.ReceiveBatchAsync();
            await client.AckAsync();
            acked += client.Batch;
        }

        return acked;
    }
}
