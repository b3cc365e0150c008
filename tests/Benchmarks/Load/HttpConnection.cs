using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace QueueService.Benchmarks.Load;

/// <summary>One keep-alive connection, one request at a time; no objects are made for a request.</summary>
internal sealed class HttpConnection : IDisposable
{
    private const int InitialBufferBytes = 64 * 1024;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
    {
        NoDelay = true,
    };

    private byte[] _buffer = new byte[InitialBufferBytes];

    public ValueTask ConnectAsync(int port, CancellationToken cancellation) =>
        _socket.ConnectAsync(IPAddress.Loopback, port, cancellation);

    /// <summary>Ends a request that is under way with an exception.</summary>
    public void Dispose() => _socket.Dispose();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<HttpAnswer> ExchangeAsync(ReadOnlyMemory<byte> request)
    {
        while (!request.IsEmpty)
            request = request[await _socket.SendAsync(request, SocketFlags.None)..];
        int received = 0;
        while (true)
        {
            if (received == _buffer.Length)
                Array.Resize(ref _buffer, _buffer.Length * 2);
            int count = await _socket.ReceiveAsync(_buffer.AsMemory(received), SocketFlags.None);
            if (count == 0)
                throw new BenchmarkFailedException("The server closed a connection in the middle of an answer.");
            received += count;
            if (AnswerParser.TryParse(_buffer.AsMemory(0, received), out HttpAnswer answer))
                return answer;
        }
    }
}
