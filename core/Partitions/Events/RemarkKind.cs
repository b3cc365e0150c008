namespace QueueService.Partitions.Events;

/// <summary>What a remark tells. Values are part of the stored format: never reused, 0 is refused.</summary>
internal enum RemarkKind : byte
{
    /// <summary>Why a consumer has given a message back, or rejected it; the last one counts.</summary>
    Detail = 1,

    /// <summary>Who has asked for the replay on which a message has just set out.</summary>
    ReplayedBy = 2,
}
