namespace QueueService.Exchanges.Codec;

/// <summary>What the first byte of a published message says. Stored.</summary>
[Flags]
internal enum PublishedFlags : byte
{
    None = 0,
    HasDelay = 1,
    HasGroup = 2,
    IsDeduplicated = 4,
    SetsRetained = 8,
    ClearsRetained = 16,
    All = HasDelay | HasGroup | IsDeduplicated | SetsRetained | ClearsRetained,
}
