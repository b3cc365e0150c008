using System.Buffers.Text;

namespace QueueService.Benchmarks.Load;

/// <summary>
/// A body of 1 KiB of ASCII text: 16 hex digits that tell it from all others, 16 that say when it was sent
/// (<see cref="System.Diagnostics.Stopwatch.GetTimestamp"/>), then text that does not compress to nothing.
/// </summary>
internal static class MessageBody
{
    public const int Length = 1024;
    private const int NumberDigits = 16;
    private static readonly System.Buffers.StandardFormat Hex = new('x', NumberDigits);

    public static void Fill(Span<byte> body, Random random)
    {
        random.GetItems("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ."u8, body);
        Stamp(body, 0, 0);
    }

    public static void Stamp(Span<byte> body, long id, long sentAt)
    {
        Utf8Formatter.TryFormat(id, body, out _, Hex);
        Utf8Formatter.TryFormat(sentAt, body[NumberDigits..], out _, Hex);
    }

    public static long SentAt(ReadOnlySpan<byte> body)
    {
        if (body.Length >= 2 * NumberDigits
            && Utf8Parser.TryParse(body.Slice(NumberDigits, NumberDigits), out long sentAt, out int used, 'x')
            && used == NumberDigits)
        {
            return sentAt;
        }

        throw new BenchmarkFailedException("A message came back with a body that was not sent.");
    }
}
