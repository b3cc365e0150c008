using System.Collections.Frozen;
using QueueService.Storage;

namespace QueueService.Access.Keys;

/// <summary>All keys as they were stored at one moment.</summary>
/// <param name="TakenAt">Timestamp of the clock, from before the store was asked.</param>
internal sealed record KeySnapshot(FrozenDictionary<string, KeySnapshot.Entry> Keys, long TakenAt)
{
    public static KeySnapshot Empty { get; } = new(FrozenDictionary<string, Entry>.Empty, 0);

    /// <param name="Key">Null if the secret or the document cannot be read.</param>
    internal sealed record Entry(Document Document, KeyRecord? Record, ActiveKey? Key);
}
