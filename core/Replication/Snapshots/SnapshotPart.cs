using QueueService.Storage;

namespace QueueService.Replication.Snapshots;

/// <summary>A stored part of a snapshot, as the manifest of each snapshot names it that has it.</summary>
/// <param name="Kind">What it holds, as its kind of state machine knows it.</param>
/// <param name="Frame">Of the snapshot that it was written for; it and those after it may name the part.</param>
/// <param name="Unique">Of the same snapshot.</param>
/// <param name="Index">Which part of that snapshot it was.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Checksum">CRC-32C of all bytes.</param>
/// <param name="Skip">How many of its first items do not count any more.</param>
internal readonly record struct SnapshotPart(
    byte Kind, FrameNumber Frame, UInt128 Unique, int Index, int Length, uint Checksum, int Skip = 0);
