namespace QueueService.Replication;

/// <summary>A frame that was read from the log and folded.</summary>
/// <param name="Events">How many it has.</param>
/// <param name="PayloadLength">Bytes of its payload, which need not have been read.</param>
internal readonly record struct FollowedFrame(int Events, int PayloadLength);
