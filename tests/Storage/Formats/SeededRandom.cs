namespace QueueService.Tests.Storage.Formats;

/// <summary>Random bytes that are the same each time.</summary>
internal sealed class SeededRandom(int seed) : RandomSource
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);

    public override void Fill(Span<byte> buffer)
    {
        lock (_gate)
            _random.NextBytes(buffer);
    }
}
