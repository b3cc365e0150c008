using System.Buffers;
using System.Net.WebSockets;
using QueueService.Functions.Mqtt.Codec;

namespace QueueService.Functions.Mqtt.Transport;

/// <summary>
/// Reads packets from a WebSocket. Packets and messages of the WebSocket have nothing to do with each other (MQTT 5.0,
/// section 6.0): a message may hold part of a packet, or several. A connection at rest holds no buffer.
/// </summary>
internal sealed class PacketReader(WebSocket socket) : IDisposable
{
    private const int LeastBuffer = 4096;

    private byte[] _buffer = [];
    private int _start;
    private int _end;

    /// <summary>Longer packets are refused, before they are read.</summary>
    public required int MaxPacketBytes { get; set; }

    /// <summary>True once a text message came, which MQTT does not have.</summary>
    public bool HasText { get; private set; }

    /// <summary>
    /// The next packet, if all of it is there. Its body is valid until the next <see cref="FillAsync"/>.
    /// </summary>
    /// <param name="refusal">Why the connection must end; null if it need not.</param>
    public bool TryRead(out FrameHeader header, out ReadOnlyMemory<byte> body, out Refusal? refusal)
    {
        body = default;
        ReadOnlySpan<byte> there = _buffer.AsSpan(_start.._end);
        if (PacketFramer.Read(there, MaxPacketBytes, out header, out refusal) != FrameStatus.Known
            || there.Length < header.TotalBytes)
        {
            Want(header.TotalBytes);
            return false;
        }

        body = _buffer.AsMemory(_start + header.HeaderBytes, header.BodyBytes);
        _start += header.TotalBytes;
        return true;
    }

    /// <summary>Waits for more bytes; false if none will come.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start == _end)
        {
            Return();
            if (!await ReceiveAsync(Memory<byte>.Empty, cancellationToken))
                return false;
        }

        Want(_end - _start + 1);
        return await ReceiveAsync(_buffer.AsMemory(_end), cancellationToken);
    }

    public void Dispose() => Return();

    private async ValueTask<bool> ReceiveAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        ValueWebSocketReceiveResult received = await socket.ReceiveAsync(target, cancellationToken);
        HasText |= received.MessageType == WebSocketMessageType.Text;
        _end += received.Count;
        return received.MessageType != WebSocketMessageType.Close;
    }

    /// <summary>Makes room for so many bytes from the first that is not read yet.</summary>
    private void Want(int bytes)
    {
        if (_buffer.Length - _start >= bytes)
            return;
        byte[] larger = _buffer.Length >= bytes
            ? _buffer
            : ArrayPool<byte>.Shared.Rent(Math.Max(bytes, LeastBuffer));
        Buffer.BlockCopy(_buffer, _start, larger, 0, _end - _start);
        (_start, _end) = (0, _end - _start);
        if (larger == _buffer)
            return;
        Release();
        _buffer = larger;
    }

    private void Return()
    {
        Release();
        (_buffer, _start, _end) = ([], 0, 0);
    }

    private void Release()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
    }
}
