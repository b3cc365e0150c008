using QueueService.Storage;

namespace QueueService.Replication;

/// <summary>Something that commands lacked: fetched beside the loop, then handed in.</summary>
internal abstract class Preparation
{
    /// <summary>Frames that were read.</summary>
    public abstract int Frames { get; }

    /// <summary>Called once.</summary>
    /// <exception cref="StorageUnavailableException">It could not be fetched.</exception>
    public abstract Task FetchAsync();

    /// <summary>
    /// Makes the machine ready by what was fetched. False if the machine is too old to decide: another process has
    /// deleted a frame that it needs.
    /// </summary>
    /// <param name="machine">Not necessarily the one that lacked it.</param>
    public abstract bool HandIn(StateMachine machine);
}
