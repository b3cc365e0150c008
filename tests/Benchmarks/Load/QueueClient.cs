using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;

namespace QueueService.Benchmarks.Load;

/// <summary>
/// Sends, receives and acknowledges over one connection and times each request. An answer that is not 200, or has
/// another count than it must have, ends the run.
/// </summary>
internal sealed class QueueClient : IDisposable
{
    private const int ShownBodyBytes = 500;

    private readonly HttpConnection _connection = new();
    private readonly SendRequest _send;
    private readonly byte[] _receive;
    private readonly AckRequest _ack;
    private readonly byte[] _stored;
    private readonly byte[] _acknowledged;
    private readonly byte[] _handle;
    private readonly byte[] _body;
    private ReadOnlyMemory<byte> _received;

    public QueueClient(string queue, int batch, TimeSpan wait, int seed, Dialect? dialect = null)
    {
        Batch = batch;
        dialect ??= Dialect.Rest;
        _send = new SendRequest(dialect, queue, batch, seed);
        _receive = HttpRequest.Post(
            dialect.ReceiveHead(queue), dialect.ReceiveJson(queue, batch, (int)wait.TotalSeconds));
        _ack = new AckRequest(dialect, queue);
        _stored = Encoding.ASCII.GetBytes(dialect.Stored);
        _acknowledged = Encoding.ASCII.GetBytes(dialect.Acknowledged);
        _handle = Encoding.ASCII.GetBytes(dialect.HandleMember);
        _body = Encoding.ASCII.GetBytes(dialect.AnsweredBodyMember);
    }

    /// <summary>Messages in a send, and asked for by a receive.</summary>
    public int Batch { get; }

    public Latencies Latencies { get; } = new();

    public ValueTask ConnectAsync(int port, CancellationToken cancellation) =>
        _connection.ConnectAsync(port, cancellation);

    public void Dispose() => _connection.Dispose();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync(long firstId)
    {
        long start = Stopwatch.GetTimestamp();
        ReadOnlyMemory<byte> request = _send.Stamped(firstId, start);
        ReadOnlyMemory<byte> body = await ExchangeAsync(RequestKind.Send, request, start);
        int stored = body.Span.Count(_stored);
        if (stored != Batch)
            throw Unexpected(RequestKind.Send, $"{stored} message ids instead of {Batch}", body);
    }

    /// <summary>Receives up to a batch; the receipt handles are kept for <see cref="AckAsync"/>.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReceiveAsync()
    {
        ReadOnlyMemory<byte> body = await ExchangeAsync(RequestKind.Receive, _receive, Stopwatch.GetTimestamp());
        CollectHandles(body.Span);
        if (_ack.Count > Batch)
            throw Unexpected(RequestKind.Receive, $"{_ack.Count} messages, more than {Batch}", body);
        _received = body;
        return _ack.Count;
    }

    /// <summary>Receives what is known to be there: fewer messages than a batch are an error.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask ReceiveBatchAsync()
    {
        int received = await ReceiveAsync();
        if (received != Batch)
            throw new BenchmarkFailedException($"Received {received} of {Batch} messages that are there.");
    }

    /// <summary>Acknowledges what the last receive brought.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask AckAsync()
    {
        ReadOnlyMemory<byte> request = _ack.Finish();
        ReadOnlyMemory<byte> body = await ExchangeAsync(RequestKind.Ack, request, Stopwatch.GetTimestamp());
        int acked = body.Span.Count(_acknowledged);
        if (acked != _ack.Count)
            throw Unexpected(RequestKind.Ack, $"{acked} acked instead of {_ack.Count}", body);
    }

    /// <summary>Records how old the messages of the last receive are; to be called before the next request.</summary>
    public void RecordEndToEnd()
    {
        long now = Stopwatch.GetTimestamp();
        ReadOnlySpan<byte> rest = _received.Span;
        while (TryReadText(ref rest, _body, out ReadOnlySpan<byte> text))
            Latencies[RequestKind.EndToEnd].Record(MessageBody.SentAt(text), now);
    }

    private static bool TryReadText(
        ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> member, out ReadOnlySpan<byte> text)
    {
        int at = rest.IndexOf(member);
        if (at < 0)
        {
            text = default;
            return false;
        }

        rest = rest[(at + member.Length)..];
        text = rest[..rest.IndexOf((byte)'"')];
        rest = rest[text.Length..];
        return true;
    }

    private static BenchmarkFailedException Unexpected(RequestKind kind, string what, ReadOnlyMemory<byte> body) =>
        new($"{kind} answered {what}: {Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, ShownBodyBytes)])}");

    private void CollectHandles(ReadOnlySpan<byte> rest)
    {
        _ack.Clear();
        while (TryReadText(ref rest, _handle, out ReadOnlySpan<byte> handle))
            _ack.Add(handle);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadOnlyMemory<byte>> ExchangeAsync(
        RequestKind kind, ReadOnlyMemory<byte> request, long start)
    {
        HttpAnswer answer = await _connection.ExchangeAsync(request);
        Latencies[kind].Record(start, Stopwatch.GetTimestamp());
        return answer.Status == 200 ? answer.Body : throw Unexpected(kind, $"{answer.Status}", answer.Body);
    }
}
