namespace QueueService.Partitions.Codec;

/// <summary>
/// What a part of a snapshot holds. Values are part of the stored format: never reused, 0 is refused.
/// </summary>
internal enum SnapshotPartKind : byte
{
    Unread = 1,
    Touched = 2,
    Deduplication = 3,
}
