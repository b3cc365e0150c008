using QueueService.Benchmarks.Load;
using QueueService.Benchmarks.Processes;
using QueueService.Benchmarks.Targets;

namespace QueueService.Benchmarks.Scenarios.Paired;

/// <summary>One of the two builds at work on a store of its own, with the connections to it.</summary>
internal sealed class PairedServer : IAsyncDisposable
{
    private const string Queue = "paired";

    private readonly TargetServer _server;
    private readonly CounterProbe _probe;
    private readonly Dictionary<int, LoadClients> _clients = [];
    private readonly Dictionary<int, long> _sent = [];

    private PairedServer(TargetServer server, CounterProbe probe)
    {
        _server = server;
        _probe = probe;
    }

    public static async Task<PairedServer> StartAsync(
        ServiceProgram program, TargetKind kind, string workFolder, int connections, CancellationToken cancellation)
    {
        var probe = new CounterProbe();
        TargetServer server = kind == TargetKind.Azurite
            ? program.StartAzurite(
                kind, await EmulatedAccount.StartAsync(workFolder), environment: probe.Environment)
            : program.StartLocal(kind, new TempFolder(workFolder), environment: probe.Environment);
        var paired = new PairedServer(server, probe);
        try
        {
            await server.WaitUntilReadyAsync(cancellation);
            await server.CreateQueueAsync(Queue, cancellation);
            foreach (int batch in HttpPhase.All.Select(phase => phase.Batch).Distinct())
            {
                paired._clients[batch] = await LoadClients.ConnectAsync(
                    server.Port, Queue, connections, batch, TimeSpan.Zero, cancellation);
                // The service closes a connection that has said nothing for ten seconds.
                await paired._clients[batch].RunAsync(async client => await client.ReceiveAsync(), cancellation);
            }

            return paired;
        }
        catch
        {
            await paired.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends for the time, or drains what the send of this batch size before has sent.</summary>
    public async Task<PairedSlice> RunAsync(HttpPhase phase, TimeSpan time, CancellationToken cancellation)
    {
        StorageCounters storage = await _server.ReadCountersAsync(cancellation);
        ServerCounters before = await _probe.ReadAsync(cancellation);
        LoadClients clients = _clients[phase.Batch];
        LoadResult load = phase.IsSend
            ? await clients.SendAsync(WorkBudget.OfTime(time), cancellation)
            : await clients.DrainAsync(_sent[phase.Batch], cancellation);
        ServerCounters used = await _probe.ReadAsync(cancellation) - before;
        storage = await _server.ReadCountersAsync(cancellation) - storage;
        if (phase.IsSend)
            _sent[phase.Batch] = load.Messages;
        else
            await clients.ExpectEmptyAsync();
        return new PairedSlice(load, used, storage);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (LoadClients clients in _clients.Values)
            clients.Dispose();
        await _server.DisposeAsync();
        _probe.Dispose();
    }
}
