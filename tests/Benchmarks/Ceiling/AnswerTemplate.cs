using System.Buffers.Text;
using System.Text;

namespace QueueService.Benchmarks.Ceiling;

/// <summary>
/// One element of an answer as ready-made bytes, in which only what differs is written: the message id (`{id}`), a
/// running number of ten digits (`{number}`) and the time (`{time}`).
/// </summary>
internal sealed class AnswerTemplate
{
    private const int IdLength = 36;
    private const int NumberLength = 10;
    private const int TimeLength = 28;
    private static readonly System.Buffers.StandardFormat RoundTrip = new('O');

    private readonly byte[] _bytes;
    private readonly int _idAt;
    private readonly int[] _numbersAt;
    private readonly int[] _timesAt;

    public AnswerTemplate(string json)
    {
        string text = json
            .Replace("{id}", new string('\u0001', IdLength), StringComparison.Ordinal)
            .Replace("{number}", new string('\u0002', NumberLength), StringComparison.Ordinal)
            .Replace("{time}", new string('\u0003', TimeLength), StringComparison.Ordinal);
        _bytes = Encoding.ASCII.GetBytes(text);
        _idAt = text.IndexOf('\u0001', StringComparison.Ordinal);
        _numbersAt = PositionsOf(text, '\u0002');
        _timesAt = PositionsOf(text, '\u0003');
    }

    public int Length => _bytes.Length;

    public void Write(Span<byte> destination, long number, DateTime now)
    {
        _bytes.CopyTo(destination);
        if (_idAt >= 0)
            WriteId(destination[_idAt..]);
        foreach (int at in _numbersAt)
            Utf8Formatter.TryFormat(number, destination[at..], out _);
        foreach (int at in _timesAt)
            Utf8Formatter.TryFormat(now, destination[at..], out _, RoundTrip);
    }

    private static void WriteId(Span<byte> destination)
    {
        Span<byte> random = stackalloc byte[16];
        Random.Shared.NextBytes(random);
        Utf8Formatter.TryFormat(new Guid(random), destination, out _);
    }

    private static int[] PositionsOf(string text, char mark) =>
        [.. Enumerable.Range(0, text.Length)
            .Where(i => text[i] == mark && (i == 0 || text[i - 1] != mark))];
}
