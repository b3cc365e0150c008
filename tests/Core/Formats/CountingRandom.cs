namespace QueueService.Tests.Core.Formats;

/// <summary>The bytes 0, 1, 2 and so on.</summary>
internal sealed class CountingRandom : RandomSource
{
    private byte _next;

    public override void Fill(Span<byte> buffer)
    {
        foreach (ref byte one in buffer)
            one = _next++;
    }
}
