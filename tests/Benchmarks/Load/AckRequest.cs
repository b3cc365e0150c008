using System.Buffers.Text;
using System.Text;

namespace QueueService.Benchmarks.Load;

/// <summary>Builds ack requests in one reused buffer from receipt handles as they stand in a receive answer.</summary>
internal sealed class AckRequest(Dialect dialect, string queue)
{
    /// <summary>The JSON begins here, so that the head, whose length varies, can be put before it afterwards.</summary>
    private const int JsonOffset = 512;

    /// <summary>More than a batch ever has.</summary>
    private const int MaxHandles = 100;

    private readonly byte[] _head = Encoding.ASCII.GetBytes(dialect.AckHead(queue));
    private readonly byte[] _start = Encoding.ASCII.GetBytes(dialect.AckStart(queue));
    private readonly byte[] _after = Encoding.ASCII.GetBytes(dialect.AfterHandle);
    private readonly byte[][] _before =
    [
        .. Enumerable.Range(0, MaxHandles)
            .Select(n => Encoding.ASCII.GetBytes((n == 0 ? "" : ",") + dialect.BeforeHandle(n))),
    ];

    private byte[] _buffer = new byte[16 * 1024];
    private int _end;

    public int Count { get; private set; }

    public void Clear()
    {
        Count = 0;
        _end = JsonOffset;
        Append(_start);
    }

    /// <param name="handle">JSON string content, quotes not included.</param>
    public void Add(ReadOnlySpan<byte> handle)
    {
        Append(_before[Count++]);
        Append(handle);
        Append(_after);
    }

    public ReadOnlyMemory<byte> Finish()
    {
        Append("]}"u8);
        Span<byte> length = stackalloc byte[16];
        Utf8Formatter.TryFormat(_end - JsonOffset, length, out int digits);
        "\r\n\r\n"u8.CopyTo(length[digits..]);
        length = length[..(digits + 4)];
        length.CopyTo(_buffer.AsSpan(JsonOffset - length.Length));
        int start = JsonOffset - length.Length - _head.Length;
        _head.CopyTo(_buffer.AsSpan(start));
        return _buffer.AsMemory(start, _end - start);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_end + bytes.Length > _buffer.Length)
            Array.Resize(ref _buffer, (_buffer.Length * 2) + bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_end));
        _end += bytes.Length;
    }
}
