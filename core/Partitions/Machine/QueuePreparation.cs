using QueueService.Partitions.Drafts;
using QueueService.Partitions.State;
using QueueService.Replication;
using QueueService.Storage;

namespace QueueService.Partitions.Machine;

/// <summary>Unread messages that are not loaded, and the dead-letter queue.</summary>
/// <param name="wanted">The frames of unread messages to load, in order.</param>
/// <param name="deadLetter">The dead-letter queue, if it must be known.</param>
internal sealed class QueuePreparation(
    QueuePartition partition, IReadOnlyList<FrameNumber> wanted, QueueName? deadLetter) : Preparation
{
    /// <summary>The messages of each frame; null for one that is not in the log any more.</summary>
    private Dictionary<FrameNumber, StoredMessage[]?> _found = [];

    public override int Frames => _found.Count;

    /// <summary>
    /// What was found under the name of the dead-letter queue; null if it was not asked for.
    /// </summary>
    public DeadLetterTarget? DeadLetter { get; private set; }

    public override async Task FetchAsync()
    {
        _found = await partition.Messages.ReadAsync(wanted);
        DeadLetter = deadLetter is { } queue
            ? new DeadLetterTarget(queue, await partition.Services.FindQueueAsync(queue, CancellationToken.None))
            : null;
    }

    public override bool HandIn(StateMachine machine)
    {
        PartitionState state = ((QueueMachine)machine).State;
        while (state.MayLoad(partition.Bounds.Loaded)
            && state.FindUnloaded() is { } run
            && _found.TryGetValue(run.Frame, out StoredMessage[]? messages))
        {
            if (messages is null)
                return false;
            state.Load(run, messages);
        }

        return true;
    }
}
