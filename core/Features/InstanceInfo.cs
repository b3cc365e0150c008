namespace QueueService.Features;

/// <summary>An instance of the service as it is shown to an operator.</summary>
/// <param name="Name">Where it runs.</param>
/// <param name="Newest">The highest feature level that it can read.</param>
/// <param name="SeenAt">When it announced itself last, by its own clock.</param>
public sealed record InstanceInfo(string Name, FeatureLevel Newest, DateTimeOffset SeenAt);
