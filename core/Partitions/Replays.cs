namespace QueueService.Partitions;

/// <summary>How often a message was replayed, when last, and by whom.</summary>
/// <param name="Count">
/// In the state of the partition that it leaves: 0, for this one time; its destination adds those before.
/// </param>
/// <param name="By">The id of the key that asked for it; empty if it is not known.</param>
internal sealed record Replays(int Count, Timestamp At, string By)
{
    /// <summary>Longer ids are cut off.</summary>
    public const int MaxByLength = 100;

    /// <summary>Who asks for a replay, as messages keep it.</summary>
    public static string? Shortened(string? by) => by is { Length: > MaxByLength } ? by[..MaxByLength] : by;

    /// <summary>With those before it.</summary>
    public Replays After(Replays? earlier) => this with { Count = 1 + (earlier?.Count ?? 0) };
}
