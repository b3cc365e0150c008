namespace QueueService.Storage.Local;

/// <summary>
/// Where the record of a frame is. The holder has a claim on the file of the segment and gives it back, so that a trim
/// cannot close the file in between.
/// </summary>
internal readonly record struct FrameLocation(Segment Segment, long Offset, int Length);
