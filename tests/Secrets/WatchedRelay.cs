using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace QueueService.Tests.Secrets;

/// <summary>
/// Lets a service be heard in all that it answers to clients of other languages, which keep no errors to look at. It
/// copies bytes and does not read HTTP, so that no answer through it may hold a secret.
/// </summary>
public sealed class WatchedRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly ServiceWatch _watch;
    private readonly Uri _service;
    private Task _accepting = Task.CompletedTask;

    private WatchedRelay(ServiceWatch watch, Uri service)
    {
        _watch = watch;
        _service = service;
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}");
    }

    /// <summary>Where clients connect instead.</summary>
    public Uri Address { get; }

    public static WatchedRelay Start(ServiceWatch watch, Uri service)
    {
        var relay = new WatchedRelay(watch, service);
        relay._accepting = relay.AcceptAsync();
        return relay;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        await Task.WhenAll(_connections);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
            _connections.Add(RelayAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
    }

    private async Task RelayAsync(TcpClient client)
    {
        using var service = new TcpClient();
        using var answers = new MemoryStream();
        using (client)
        {
            await service.ConnectAsync(_service.Host, _service.Port, _stopping.Token);
            await CopyBothAsync(client, service, answers);
        }

        _watch.Error("a client of another language", Encoding.UTF8.GetString(answers.ToArray()));
    }

    /// <summary>Ends as soon as one side does.</summary>
    private async Task CopyBothAsync(TcpClient client, TcpClient service, Stream answers)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        Task there = CopyAsync(client, service, null, over.Token);
        Task back = CopyAsync(service, client, answers, over.Token);
        await Task.WhenAny(there, back);
        await over.CancelAsync();
        await Task.WhenAll(there, back).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task CopyAsync(TcpClient from, TcpClient to, Stream? copy, CancellationToken stopping)
    {
        byte[] buffer = new byte[16 * 1024];
        while (await from.GetStream().ReadAsync(buffer, stopping) is var count and > 0)
        {
            if (copy is not null)
                await copy.WriteAsync(buffer.AsMemory(0, count), stopping);
            await to.GetStream().WriteAsync(buffer.AsMemory(0, count), stopping);
        }
    }
}
