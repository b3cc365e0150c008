using QueueService.Storage.Memory;

namespace QueueService.Tests.Simulation.Faults;

/// <summary>Sees what arrives at the store, and knows what it must be.</summary>
internal abstract class StoreWitness
{
    public List<string> Violations { get; } = [];

    /// <summary>Takes note of what was appended to a log; false if nothing was.</summary>
    public abstract bool Observe(string partition);

    public abstract void ObserveBlob(string name);

    public abstract void ObserveDeletion(string name);

    public abstract void ObserveDeletedLog(string partition);

    /// <summary>Appends a frame without events, as another process that publishes a snapshot would.</summary>
    public abstract void AppendRival(string partition);

    /// <summary>What a call did, for the story.</summary>
    public abstract string Describe(StorageCall call, bool isAppended);
}
