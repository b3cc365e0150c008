using QueueService.Features;

namespace QueueService.Functions.Rest.Features;

/// <summary>Which formats the service may store, and who can read them.</summary>
/// <param name="FeatureLevel">The level in force.</param>
/// <param name="NewestFeatureLevel">The highest level that the instance which answers can read.</param>
internal sealed record ServiceAnswer(
    int FeatureLevel, int NewestFeatureLevel, IReadOnlyList<InstanceAnswer> Instances)
{
    public static ServiceAnswer From(ServiceFeatures features) => new(
        features.Level.Value,
        features.Newest.Value,
        [
            .. features.Instances.Select(instance => new InstanceAnswer(
                instance.Name, instance.Newest.Value, instance.SeenAt)),
        ]);
}
