using QueueService.Replication.Leases;

namespace QueueService.Replication;

/// <summary>A command with a reply.</summary>
internal abstract class Command<TReply> : Command
{
    private readonly TaskCompletionSource<TReply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TReply? _prepared;
    private BrokerException? _refusal;
    private OpenPartition? _lent;

    /// <summary>Ends with the reply, or with the <see cref="BrokerException"/> that says why there is none.</summary>
    public Task<TReply> Reply => _reply.Task;

    /// <summary>Keeps the partition, which was lent, open until the reply is there.</summary>
    public void Borrow(OpenPartition partition) => _lent = partition;

    /// <summary>Returns the partition, if it was lent.</summary>
    public void LetGo()
    {
        _lent?.Return();
        _lent = null;
    }

    public sealed override void Complete()
    {
        LetGo();
        if (_refusal is not null)
            _reply.TrySetException(_refusal);
        else
            _reply.TrySetResult(_prepared!);
    }

    public sealed override void Fail(Exception reason)
    {
        LetGo();
        _reply.TrySetException(reason);
    }

    protected Decision Answer(TReply reply)
    {
        _refusal = null;
        _prepared = reply;
        return Decision.Done;
    }

    protected Decision Refuse(BrokerException refusal)
    {
        _refusal = refusal;
        return Decision.Done;
    }
}
