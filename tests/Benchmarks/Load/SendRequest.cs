using System.Text;

namespace QueueService.Benchmarks.Load;

/// <summary>A ready-made send request of some messages; only their ids and times are written anew each time.</summary>
internal sealed class SendRequest
{
    private readonly byte[] _bytes;
    private readonly int[] _bodyOffsets;

    public SendRequest(Dialect dialect, string queue, int messages, int seed)
    {
        string placeholder = new('-', MessageBody.Length);
        _bytes = HttpRequest.Post(dialect.SendHead(queue), dialect.SendJson(queue, messages, placeholder));
        _bodyOffsets = FindBodies(_bytes, Encoding.ASCII.GetBytes(dialect.BodyMember), messages);
        var random = new Random(seed);
        foreach (int offset in _bodyOffsets)
            MessageBody.Fill(_bytes.AsSpan(offset, MessageBody.Length), random);
    }

    /// <summary>The request with messages numbered from <paramref name="firstId"/>.</summary>
    public ReadOnlyMemory<byte> Stamped(long firstId, long sentAt)
    {
        for (int i = 0; i < _bodyOffsets.Length; i++)
            MessageBody.Stamp(_bytes.AsSpan(_bodyOffsets[i]), firstId + i, sentAt);
        return _bytes;
    }

    private static int[] FindBodies(byte[] bytes, byte[] member, int messages)
    {
        var offsets = new int[messages];
        int at = 0;
        for (int i = 0; i < messages; i++)
        {
            at += bytes.AsSpan(at).IndexOf(member) + member.Length;
            offsets[i] = at;
        }

        return offsets;
    }
}
