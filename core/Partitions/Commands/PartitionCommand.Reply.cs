using QueueService.Partitions.Drafts;
using QueueService.Queues;

namespace QueueService.Partitions.Commands;

/// <summary>A command with a reply.</summary>
internal abstract class PartitionCommand<TReply> : PartitionCommand
{
    private readonly TaskCompletionSource<TReply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TReply? _prepared;
    private BrokerException? _refusal;
    private PartitionLease? _lease;

    /// <summary>Ends with the reply, or with the <see cref="BrokerException"/> that says why there is none.</summary>
    public Task<TReply> Reply => _reply.Task;

    /// <summary>Keeps the partition open until the reply is there.</summary>
    public void Borrow(PartitionLease lease) => _lease = lease;

    /// <summary>Gives the lease back, if it has one.</summary>
    public void LetGo()
    {
        _lease?.Dispose();
        _lease = null;
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
