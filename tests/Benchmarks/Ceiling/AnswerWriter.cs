using System.Text;

namespace QueueService.Benchmarks.Ceiling;

/// <summary>Writes `{"name":[element,…]}` with a Content-Length, in one piece.</summary>
internal sealed class AnswerWriter(string prefix, string element, string suffix)
{
    private static long _lastNumber = 1_000_000_000;

    private readonly byte[] _prefix = Encoding.ASCII.GetBytes(prefix);
    private readonly byte[] _suffix = Encoding.ASCII.GetBytes(suffix);
    private readonly AnswerTemplate _element = new(element);

    public static AnswerWriter SendAnswer { get; } = new(
        """{"results":[""", """{"messageId":"{id}","sequenceNumber":{number}}""", "]}");

    public static AnswerWriter ReceiveAnswer { get; } = new("""{"messages":[""", ReceivedMessage(), "]}");

    public static AnswerWriter AckAnswer { get; } = new("""{"results":[""", """{"status":"acked"}""", "]}");

    public int LengthOf(int count)
    {
        int commas = Math.Max(0, count - 1);
        return _prefix.Length + (count * _element.Length) + commas + _suffix.Length;
    }

    public void Write(HttpResponse response, int count)
    {
        response.ContentType = "application/json";
        int length = LengthOf(count);
        response.ContentLength = length;
        Fill(response.BodyWriter.GetSpan(length), count);
        response.BodyWriter.Advance(length);
    }

    /// <param name="answer">At least <see cref="LengthOf"/> bytes.</param>
    /// <param name="count">Elements in it.</param>
    public void Fill(Span<byte> answer, int count)
    {
        DateTime now = DateTime.UtcNow;
        long number = Interlocked.Add(ref _lastNumber, count) - count;
        _prefix.CopyTo(answer);
        int at = _prefix.Length;
        for (int i = 0; i < count; i++)
        {
            if (i > 0)
                answer[at++] = (byte)',';
            _element.Write(answer[at..], number + i, now);
            at += _element.Length;
        }

        _suffix.CopyTo(answer[at..]);
    }

    /// <summary>The members of a message that has no group, no deduplication id, and is no dead letter.</summary>
    private static string ReceivedMessage()
    {
        const int bodyLength = 1024;
        const int handleRest = 50;
        return $$"""
            {"messageId":"{id}","receiptHandle":"{number}{{new string('h', handleRest)}}",
            "body":"{{new string('b', bodyLength)}}","contentType":"text/plain","attributes":{},
            "enqueuedAt":"{time}","firstReceivedAt":"{time}","receiveCount":1,"visibleUntil":"{time}",
            "sequenceNumber":{number},"priority":0}
            """.ReplaceLineEndings("");
    }
}
