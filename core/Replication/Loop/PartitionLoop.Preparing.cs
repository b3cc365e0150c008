using QueueService.Storage;

namespace QueueService.Replication.Loop;

/// <content>
/// What a decision needs and does not have. What is in memory is loaded at once; all else is fetched beside the loop.
/// </content>
internal sealed partial class PartitionLoop
{
    private readonly Preparer _preparer;

    /// <summary>What this turn could not decide because something must be fetched first.</summary>
    private readonly List<Command> _lacking = [];

    /// <summary>The same from turns before, until the fetch has ended.</summary>
    private readonly List<Command> _preparing = [];

    /// <summary>What was fetched last, until a draft that may use it is durable.</summary>
    private Preparation? _prepared;

    /// <summary>
    /// Takes up what was fetched, and decides those again that waited for it. False if the replica is too old to
    /// decide: another process has deleted a frame that it needs.
    /// </summary>
    private bool TakePrepared(StateMachine machine)
    {
        Preparation? prepared;
        try
        {
            prepared = _preparer.Take();
        }
        catch (StorageUnavailableException exception)
        {
            FailPreparing(Unavailable(exception));
            return true;
        }

        if (prepared is null)
            return true;
        _batch.InsertRange(0, _preparing);
        _preparing.Clear();
        _prepared = prepared;
        return prepared.HandIn(machine);
    }

    /// <summary>Begins to fetch what the commands of this turn lacked, unless a fetch is under way.</summary>
    private void Prepare(StateMachine machine, Draft draft)
    {
        if (_lacking.Count == 0)
            return;
        _preparing.AddRange(_lacking);
        _lacking.Clear();
        if (_preparer.IsBusy)
            return;
        _preparer.Begin(machine.Prepare(draft, _preparing));
    }

    private void FailPreparing(Exception reason)
    {
        foreach (Command command in _preparing)
            command.Fail(reason);
        _preparing.Clear();
    }

    private static BrokerException Unavailable(StorageUnavailableException exception) =>
        new(BrokerErrorCode.StorageUnavailable, exception.Message, exception)
        {
            RetryAfter = exception.RetryAfter ?? TimeSpan.FromSeconds(1),
        };
}
