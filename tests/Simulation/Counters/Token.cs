using QueueService.Storage;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>Something that is counted. Its content lies in a frame, and must be read from there to be taken.</summary>
/// <param name="Caller">Who has added it, each a different one.</param>
internal sealed record Token(long Number, long Caller, FrameNumber Frame, int Offset, int Length, Timestamp EndsAt);
