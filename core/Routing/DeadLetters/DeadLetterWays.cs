using QueueService.Exchanges.Matching;
using QueueService.Exchanges.State;
using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Contents;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Machine;
using QueueService.Partitions.Settings;
using QueueService.Queues.Catalog;
using QueueService.Routing.Publishing;
using QueueService.Storage;

namespace QueueService.Routing.DeadLetters;

/// <summary>Finds where dead letters go that a queue holds.</summary>
internal sealed class DeadLetterWays(Router router, QueueTargets targets, QueueCatalog catalog)
{
    /// <summary>
    /// Where each of these goes: nowhere if it has no way now. Ends with fewer than were asked for where all together
    /// would be more copies than one message may have; a message that had more of them alone goes nowhere.
    /// </summary>
    public async Task<IReadOnlyList<HeldWay>> FindAsync(
        QueuePartition partition, HeldPage page, DeadLetterSetting setting, CancellationToken cancellationToken)
    {
        List<HeldWay> ways = [];
        if (setting.Queue is { } queue)
        {
            MoveTarget? target = await catalog.FindTargetAsync(queue, cancellationToken);
            ways.AddRange(page.Messages.Select(message => new HeldWay(
                message.Sequence, target is null ? [] : [target.Of(message.Group, message.Sequence)])));
            return ways;
        }

        (List<HeldMessage> messages, RoutedMessage[] routed) = await ReadAsync(
            partition, page, setting.RoutingKey, cancellationToken);
        if (await FindRouteAsync(setting.Exchange!.Value, routed, cancellationToken) is not { } route)
            return [.. page.Messages.Select(message => new HeldWay(message.Sequence, []))];
        int copies = 0;
        for (int n = 0; n < messages.Count; n++)
        {
            IReadOnlyList<PartitionId> destinations = await DestinationsAsync(
                route, n, messages[n], routed[n], cancellationToken);
            copies += destinations.Count;
            if (copies > Limits.MaxQueuesOfMessage && n > 0)
                break;
            ways.Add(new HeldWay(
                messages[n].Sequence, destinations.Count > Limits.MaxQueuesOfMessage ? [] : destinations));
        }

        return ways;
    }

    /// <summary>The messages whose contents are still there, as the exchange is asked about them.</summary>
    private static async Task<(List<HeldMessage> Messages, RoutedMessage[] Routed)> ReadAsync(
        QueuePartition partition, HeldPage page, string? key, CancellationToken cancellationToken)
    {
        List<HeldMessage> messages = [];
        List<RoutedMessage> routed = [];
        foreach (HeldMessage message in page.Messages)
        {
            FrameContents? contents = await partition.Frames.ReadAsync(message.Frame, cancellationToken);
            if (contents is null)
                continue;
            Content content = contents.Decode(partition.Id, message.Frame, message.Index);
            messages.Add(message);
            routed.Add(new RoutedMessage(
                [.. ForwardedContent.Keys(content, page.Queue.Value, key)], content.Attributes));
        }

        return (messages, [.. routed]);
    }

    /// <summary>Null if there is no such exchange.</summary>
    private async Task<Route?> FindRouteAsync(
        ExchangeName exchange, RoutedMessage[] messages, CancellationToken cancellationToken)
    {
        try
        {
            return await router.FindAsync(exchange, messages, mostPaths: 0, cancellationToken);
        }
        catch (BrokerException exception) when (exception.Code == BrokerErrorCode.ExchangeNotFound)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<PartitionId>> DestinationsAsync(
        Route route, int index, HeldMessage message, RoutedMessage routed, CancellationToken cancellationToken)
    {
        if (!Array.TrueForAll(routed.RoutingKeys, key => RoutingKeyRules.IsKey(
            route.First.Settings.Type, route.First.Settings.Syntax, key)))
            return [];
        List<PartitionId> destinations = [];
        foreach (QueueTarget target in route.Map.QueuesOf(index).Queues.Keys)
        {
            if (await targets.FindAsync(target, cancellationToken) is not { } queue)
                continue;
            KeyHash group = queue.Name.IsFifo && message.Group.IsNone
                ? KeyHash.OfText(routed.RoutingKeys[0])
                : message.Group;
            destinations.Add(queue.Target.Of(group, message.Sequence));
        }

        return destinations;
    }
}
