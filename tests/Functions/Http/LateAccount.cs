using System.Net;
using System.Net.Sockets;

namespace QueueService.Tests.Functions.Http;

/// <summary>An address on which nobody listens until it is opened; then it leads to a server.</summary>
internal sealed class LateAccount : IAsyncDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _ending = new();
    private Task _accepting = Task.CompletedTask;

    public LateAccount()
    {
        // Bound and not listening: the port is taken, and connections are refused.
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    }

    /// <summary>The same path at the address that opens late.</summary>
    public Uri InsteadOf(Uri server) => new UriBuilder(server)
    {
        Host = "127.0.0.1",
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port,
    }.Uri;

    public void Open(Uri server)
    {
        _socket.Listen();
        _accepting = AcceptAsync(server);
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _ending.Dispose();
    }

    private async Task AcceptAsync(Uri server)
    {
        List<Task> connections = [];
        try
        {
            while (true)
                connections.Add(RelayAsync(await _socket.AcceptAsync(_ending.Token), server));
        }
        finally
        {
            await Task.WhenAll(connections).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RelayAsync(Socket accepted, Uri server)
    {
        using TcpClient there = new();
        await using NetworkStream client = new(accepted, ownsSocket: true);
        await there.ConnectAsync(server.Host, server.Port, _ending.Token);
        await Task.WhenAny(
            client.CopyToAsync(there.GetStream(), _ending.Token), there.GetStream().CopyToAsync(client, _ending.Token));
    }
}
