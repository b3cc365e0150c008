using System.Buffers;
using System.Net.WebSockets;
using QueueService.Functions.Mqtt.Codec;

namespace QueueService.Tests.Functions.Mqtt.Service;

/// <summary>A WebSocket on which a test sends the very bytes that it wants, and reads packet by packet.</summary>
internal sealed class MqttSocket : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _deadline = new(Patience);
    private readonly List<byte> _received = [];

    /// <summary>How the service has closed the connection; null while it has not.</summary>
    public WebSocketCloseStatus? Closed => _socket.CloseStatus;

    public static async Task<MqttSocket> OpenAsync(Uri service, string protocol = "mqtt")
    {
        MqttSocket socket = new();
        socket._socket.Options.AddSubProtocol(protocol);
        await socket._socket.ConnectAsync(
            new UriBuilder(service) { Scheme = "ws", Path = "/mqtt" }.Uri, socket._deadline.Token);
        return socket;
    }

    /// <summary>The same, after a CONNECT that was accepted.</summary>
    /// <param name="connect">In hexadecimal digits; null for a plain one of MQTT 5.0.</param>
    public static async Task<MqttSocket> ConnectAsync(Uri service, string clientId = "raw", string? connect = null)
    {
        MqttSocket socket = await OpenAsync(service);
        await socket.SendAsync(connect is null ? Packets.Connect(clientId) : Convert.FromHexString(connect));
        byte[] answer = (await socket.ReadAsync())!;
        Assert.Equal((byte)PacketType.Connack << 4, answer[0]);
        Assert.Equal(0, answer[3]);
        return socket;
    }

    public Task SendAsync(string hex) => SendAsync(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

    /// <param name="pieces">In so many messages of the WebSocket.</param>
    public async Task SendAsync(byte[] bytes, int pieces = 1)
    {
        int length = (bytes.Length + pieces - 1) / pieces;
        for (int start = 0; start < bytes.Length; start += length)
        {
            await _socket.SendAsync(
                bytes.AsMemory(start, Math.Min(length, bytes.Length - start)),
                WebSocketMessageType.Binary,
                endOfMessage: true,
                _deadline.Token);
        }
    }

    public Task SendTextAsync(string text) => _socket.SendAsync(
        System.Text.Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, _deadline.Token);

    /// <summary>The next packet; null if the service has closed the connection.</summary>
    public async Task<byte[]?> ReadAsync()
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(65536);
        while (true)
        {
            byte[] there = [.. _received];
            if (PacketFramer.Read(there, int.MaxValue, out FrameHeader header, out _) == FrameStatus.Known
                && there.Length >= header.TotalBytes)
            {
                _received.RemoveRange(0, header.TotalBytes);
                return there[..header.TotalBytes];
            }

            if (_socket.State is not (WebSocketState.Open or WebSocketState.CloseSent))
                return null;
            WebSocketReceiveResult result = await _socket.ReceiveAsync(buffer, _deadline.Token);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _deadline.Token);
                return null;
            }

            _received.AddRange(buffer.AsSpan(0, result.Count));
        }
    }

    /// <summary>The next packet, in hexadecimal digits.</summary>
    public async Task<string> ReadHexAsync() => Convert.ToHexStringLower((await ReadAsync())!);

    /// <summary>Expects a DISCONNECT with this reason, and the end of the connection.</summary>
    public async Task EndsAsync(ReasonCode reason)
    {
        Assert.Equal($"e002{(int)reason:x2}00", await ReadHexAsync());
        Assert.Null(await ReadAsync());
    }

    /// <summary>Lets a close frame be the end, as a browser does with a tab.</summary>
    public Task CloseAsync() => _socket.CloseAsync(WebSocketCloseStatus.EndpointUnavailable, null, _deadline.Token);

    public void Dispose()
    {
        _socket.Abort();
        _socket.Dispose();
        _deadline.Dispose();
    }
}
