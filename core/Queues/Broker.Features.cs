using QueueService.Features;
using QueueService.Partitions.Messages;
using QueueService.Storage;

namespace QueueService.Queues;

/// <content>The feature level of the store, and the instances that must be able to read it.</content>
public sealed partial class Broker
{
    /// <exception cref="NewerFormatException">
    /// Another instance has raised the feature level to one that this program cannot read: it serves nothing any more.
    /// </exception>
    public void CheckFeatureLevel() => _features.Gate.Check();

    /// <summary>The level as this instance knows it, and the instances that were seen lately.</summary>
    public async Task<ServiceFeatures> GetFeaturesAsync(CancellationToken cancellationToken) => new(
        _features.Gate.Level,
        _features.Gate.Newest,
        [
            .. (await _features.ListAsync(cancellationToken)).Select(instance => new InstanceInfo(
                instance.Name, instance.Newest, instance.SeenAt.ToDateTimeOffset())),
        ]);

    /// <summary>
    /// Raises the feature level of the store, for good: from then on what came with the level may be written. Throws
    /// <c>FeatureLevelRefused</c> while an instance that was seen within five minutes cannot read it, for a level that
    /// this program does not know, and for one below the level in force.
    /// </summary>
    public async Task<ServiceFeatures> SetFeatureLevelAsync(
        FeatureLevel level, CancellationToken cancellationToken)
    {
        await _features.RaiseAsync(level, cancellationToken);
        return await GetFeaturesAsync(cancellationToken);
    }

    /// <summary>Refuses what not all instances might be able to read.</summary>
    /// <param name="what">Begins the sentence that says so.</param>
    private void RequireLevel(FeatureLevel level, string what)
    {
        if (_features.Gate.Level < level)
        {
            throw new BrokerException(
                BrokerErrorCode.FeatureLevelRefused,
                $"{what} from feature level {level} on; the store is at {_features.Gate.Level}. Raise it with PUT "
                + "/v1/service/feature-level once all instances run this version.");
        }
    }

    private void CheckAttributes(IReadOnlyList<MessageAttribute>? attributes)
    {
        if (_features.Gate.Level < FeatureLevel.Four
            && attributes?.Any(attribute => attribute.Kind == AttributeKind.Boolean) == true)
            RequireLevel(FeatureLevel.Four, "Attributes can be true or false");
    }
}
