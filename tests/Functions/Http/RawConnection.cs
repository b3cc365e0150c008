using System.Net.Sockets;
using System.Text;
using QueueService.Tests.Secrets;

namespace QueueService.Tests.Functions.Http;

/// <summary>A bare connection, for clients that no HTTP library would play.</summary>
internal sealed class RawConnection(ServiceWatch watch, string headers) : IDisposable
{
    private readonly TcpClient _client = new();

    /// <summary>Opens one that puts into each request, after the host, what lets it in.</summary>
    public static async Task<RawConnection> OpenAsync(TestService service)
    {
        var connection = new RawConnection(service.Watch, service.RawHeaders);
        await connection._client.ConnectAsync(service.Address.Host, service.Address.Port);
        return connection;
    }

    public async Task SendAsync(string text) => await _client.GetStream().WriteAsync(
        Encoding.UTF8.GetBytes(text.Replace("Host: localhost\r\n", $"Host: localhost\r\n{headers}", StringComparison.Ordinal)));

    public Task PostAsync(string path, string json) => SendAsync(
        $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n{json}");

    /// <summary>Reads until the server closes or <paramref name="end"/> has come.</summary>
    public async Task<string> ReadUntilAsync(string end, TimeSpan patience)
    {
        using var deadline = new CancellationTokenSource(patience);
        var text = new StringBuilder();
        byte[] buffer = new byte[4096];
        while (!text.ToString().Contains(end, StringComparison.Ordinal))
        {
            int count = await _client.GetStream().ReadAsync(buffer, deadline.Token);
            if (count == 0)
                break;
            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        watch.Error("a bare connection", text.ToString());
        return text.ToString();
    }

    /// <summary>
    /// Goes away, and waits until the server has closed its side too: only then it knows that nobody waits any more.
    /// </summary>
    public async Task LeaveAsync(TimeSpan patience)
    {
        using var deadline = new CancellationTokenSource(patience);
        Socket socket = _client.Client;
        socket.Shutdown(SocketShutdown.Send);
        try
        {
            Assert.Equal(0, await socket.ReceiveAsync(new byte[1], deadline.Token));
        }
        catch (SocketException closed) when (closed.SocketErrorCode == SocketError.ConnectionReset)
        {
            // The server ends an unanswered request so.
        }
    }

    public void Dispose() => _client.Dispose();
}
