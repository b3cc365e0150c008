namespace QueueService.Functions.Rest.Features;

/// <summary>An instance that was seen within five minutes.</summary>
/// <param name="Name">The machine and the process that it is.</param>
/// <param name="NewestFeatureLevel">The highest level that it can read.</param>
/// <param name="LastSeenAt">By its own clock.</param>
internal sealed record InstanceAnswer(string Name, int NewestFeatureLevel, DateTimeOffset LastSeenAt);
