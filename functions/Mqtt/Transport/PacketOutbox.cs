using System.Buffers;
using System.Net.WebSockets;

namespace QueueService.Functions.Mqtt.Transport;

/// <summary>
/// What is to be sent on a WebSocket: all packets that have gathered go as one message, since clients break on packets
/// that are cut. Packets are written by any thread; one task sends.
/// </summary>
internal sealed class PacketOutbox(WebSocket socket) : IDisposable
{
    private const int KeptBuffer = 4096;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _due = new(0);
    private ArrayBufferWriter<byte> _pending = new();
    private ArrayBufferWriter<byte> _sending = new();
    private WebSocketCloseStatus? _closing;

    /// <summary>Bytes that wait to be sent, as far as the client has not taken them.</summary>
    public int PendingBytes
    {
        get
        {
            lock (_gate)
                return _pending.WrittenCount;
        }
    }

    /// <summary>Called whenever what had gathered was sent; returns at once.</summary>
    public Action? Drained { get; set; }

    /// <summary>Adds whole packets; nothing once the outbox is closing.</summary>
    /// <param name="write">Returns at once.</param>
    public void Write<TState>(TState state, Action<IBufferWriter<byte>, TState> write)
    {
        lock (_gate)
        {
            if (_closing is not null)
                return;
            bool wasEmpty = _pending.WrittenCount == 0;
            write(_pending, state);
            if (!wasEmpty || _pending.WrittenCount == 0)
                return;
        }

        _due.Release();
    }

    /// <summary>Sends what has gathered, and nothing after that; then says goodbye in this way.</summary>
    public void Close(WebSocketCloseStatus status)
    {
        lock (_gate)
        {
            if (_closing is not null)
                return;
            _closing = status;
        }

        _due.Release();
    }

    /// <summary>To be called when the task that sends has ended.</summary>
    public void Dispose() => _due.Dispose();

    /// <summary>Sends until it is closed, or the connection is lost.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _due.WaitAsync(cancellationToken);
            WebSocketCloseStatus? closing;
            lock (_gate)
            {
                (_pending, _sending) = (_sending, _pending);
                closing = _closing;
            }

            if (_sending.WrittenCount > 0)
            {
                await socket.SendAsync(
                    _sending.WrittenMemory, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
                Drained?.Invoke();
            }

            if (_sending.Capacity > KeptBuffer)
                _sending = new ArrayBufferWriter<byte>();
            else
                _sending.ResetWrittenCount();
            if (closing is { } status)
            {
                await socket.CloseOutputAsync(status, null, cancellationToken);
                return;
            }
        }
    }
}
