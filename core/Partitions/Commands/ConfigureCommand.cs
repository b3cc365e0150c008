using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Queues;
using QueueService.Queues.Settings;

namespace QueueService.Partitions.Commands;

/// <summary>Sets the settings, unless newer ones are there already.</summary>
internal sealed class ConfigureCommand(QueueName queue, long version, QueueSettings settings) : PartitionCommand<bool>
{
    public override Decision Decide(Draft draft)
    {
        if (draft.Events.Count > 0)
            return Decision.Defer;
        if (draft.State.Version < version)
            draft.Add(new Configured(queue, version, settings));
        return Answer(true);
    }
}
