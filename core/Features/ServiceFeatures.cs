namespace QueueService.Features;

/// <summary>Which formats a service may store, and who can read them.</summary>
/// <param name="Level">The level in force.</param>
/// <param name="Newest">The highest level that the instance which answers can read.</param>
/// <param name="Instances">Those that were seen within five minutes, by their names.</param>
public sealed record ServiceFeatures(
    FeatureLevel Level, FeatureLevel Newest, IReadOnlyList<InstanceInfo> Instances);
