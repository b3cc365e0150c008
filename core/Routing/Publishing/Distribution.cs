using QueueService.Exchanges.Events;
using QueueService.Queues.Catalog;
using QueueService.Storage;

namespace QueueService.Routing.Publishing;

/// <summary>Which message of a publish goes to which partitions of which queues.</summary>
internal sealed class Distribution(int count)
{
    private readonly List<(QueueRecord Queue, PartitionId Partition)>[] _targets =
        [.. Enumerable.Range(0, count).Select(_ => new List<(QueueRecord, PartitionId)>())];

    private readonly Dictionary<PartitionId, (QueueRecord Queue, List<int> Places)> _places = [];

    /// <summary>How many messages there are.</summary>
    public int Count => count;

    /// <summary>The places of those that reach a queue.</summary>
    public IReadOnlyList<int> Routed => [.. Enumerable.Range(0, count).Where(n => _targets[n].Count > 0)];

    public void Add(int message, QueueRecord queue, PartitionId partition)
    {
        _targets[message].Add((queue, partition));
        if (!_places.TryGetValue(partition, out (QueueRecord Queue, List<int> Places) share))
            _places.Add(partition, share = (queue, []));
        share.Places.Add(message);
    }

    public QueueRecord QueueOf(PartitionId partition) => _places[partition].Queue;

    /// <summary>The places of the messages that go there, in ascending order.</summary>
    public IReadOnlyList<int> PlacesOf(PartitionId partition) => _places[partition].Places;

    /// <summary>The queues that a message goes to, by ordinal order.</summary>
    public IReadOnlyList<QueueName> QueuesOf(int message) => Names(_targets[message]);

    /// <summary>Those among them to which it goes by these partitions.</summary>
    public IReadOnlyList<QueueName> QueuesOf(int message, IReadOnlySet<PartitionId> partitions) =>
        Names(_targets[message].Where(target => partitions.Contains(target.Partition)));

    /// <summary>
    /// The one partition that all goes to that goes anywhere, if nothing is on its way there that would be overtaken.
    /// </summary>
    public PartitionId? OnlyPartition(IReadOnlySet<PartitionId> leaving) =>
        _places.Count == 1 && !leaving.Contains(_places.First().Key) ? _places.First().Key : null;

    /// <summary>For each partition which of the messages go there.</summary>
    /// <param name="places">The messages that are stored, in ascending order: the runs count among them.</param>
    public KeyValuePair<PartitionId, MessageRun[]>[] RunsAmong(IReadOnlyList<int> places)
    {
        Dictionary<int, int> among = [];
        for (int n = 0; n < places.Count; n++)
            among.Add(places[n], n);
        return
        [
            .. _places.Select(share => KeyValuePair.Create(
                share.Key, MessageRun.Of([.. share.Value.Places.Select(place => among[place])]))),
        ];
    }

    /// <summary>Refuses the publish if a message may not go where it would go.</summary>
    /// <exception cref="BrokerException">
    /// <c>Unroutable</c>, <c>TooManyDestinations</c>, <c>MessageTooLarge</c>; nothing is stored then.
    /// </exception>
    public void Check(ExchangeName exchange, IReadOnlyList<PreparedPublish> messages)
    {
        long copies = 0;
        for (int n = 0; n < count; n++)
        {
            copies += _targets[n].Count;
            if (_targets[n].Count == 0 && messages[n].IsMandatory)
                throw Unroutable(exchange, messages[n], n);
            if (_targets[n].Count > Limits.MaxQueuesOfMessage)
                throw TooMany($"messages[{n}] would reach {_targets[n].Count} queues; one message may reach "
                    + $"{Limits.MaxQueuesOfMessage}.");
            foreach ((QueueRecord queue, _) in _targets[n])
            {
                if (messages[n].Size > queue.Settings.MaxMessageBytes)
                    throw TooLarge(messages[n], n, queue);
            }
        }

        if (copies > Limits.MaxCopiesOfPublish)
            throw TooMany($"The messages would reach {copies} queues in all; one publish may make "
                + $"{Limits.MaxCopiesOfPublish} copies. Publish fewer messages at a time.");
    }

    private static BrokerException Unroutable(ExchangeName exchange, PreparedPublish message, int index) => new(
        BrokerErrorCode.Unroutable,
        $"messages[{index}] with the routing key '{string.Join("', '", message.Routed.RoutingKeys)}' reaches no queue "
        + $"through exchange '{exchange}', and nothing was stored. Add a binding, or publish with mandatory: false.");

    private static BrokerException TooMany(string what) => new(BrokerErrorCode.TooManyDestinations, what);

    private static BrokerException TooLarge(PreparedPublish message, int index, QueueRecord queue) => new(
        BrokerErrorCode.MessageTooLarge,
        $"messages[{index}] has {message.Size} bytes of body and attributes; queue '{queue.Name}' takes at most "
        + $"{queue.Settings.MaxMessageBytes}, and nothing was stored. Send a reference instead, or raise its "
        + "maxMessageBytes.");

    private static IReadOnlyList<QueueName> Names(IEnumerable<(QueueRecord Queue, PartitionId Partition)> targets) =>
        [.. targets.Select(target => target.Queue.Name).Distinct().OrderBy(name => name.Value, StringComparer.Ordinal)];
}
