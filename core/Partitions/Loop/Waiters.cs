using QueueService.Partitions.Commands;
using QueueService.Queues;

namespace QueueService.Partitions.Loop;

/// <summary>The receives that wait for messages, in the order in which they came.</summary>
internal sealed class Waiters
{
    private List<PartitionCommand> _waiting = [];

    public int Count => _waiting.Count;

    /// <summary>When the first one wants its answer in any case.</summary>
    public Timestamp? NextDeadline => _waiting.Min(command => command.Deadline);

    public void Add(PartitionCommand command) => _waiting.Add(command);

    /// <summary>
    /// Takes out those to decide again: all if something may be there for them, else those whose time is up.
    /// </summary>
    public void TakeInto(List<PartitionCommand> batch, bool all, Timestamp now)
    {
        if (_waiting.Count == 0)
            return;
        List<PartitionCommand> rest = [];
        foreach (PartitionCommand command in _waiting)
            (all || command.IsAbandoned || command.Deadline <= now ? batch : rest).Add(command);
        _waiting = rest;
    }

    public List<PartitionCommand> TakeAll()
    {
        List<PartitionCommand> all = _waiting;
        _waiting = [];
        return all;
    }
}
