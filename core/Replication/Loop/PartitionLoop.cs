using Microsoft.Extensions.Logging;
using QueueService.Replication.Snapshots;
using QueueService.Storage;

namespace QueueService.Replication.Loop;

/// <summary>
/// The commit loop of one partition in this process. It runs while there is something to do and stops when there is
/// not: an idle partition costs neither a thread nor a timer nor a storage call. Who sends to it holds a lease on it.
/// </summary>
internal sealed partial class PartitionLoop : IAsyncDisposable
{
    private static readonly TimeSpan InUseFor = TimeSpan.FromMinutes(1);

    private readonly Partition _partition;
    private readonly PartitionServices _services;
    private readonly Committer _committer;
    private readonly CommitMeter _meter;
    private readonly TurnMeter _turns;
    private readonly Mailbox _mailbox;
    private readonly Waiters _waiters = new();
    private readonly List<Command> _batch = [];
    private readonly ITimer _timer;
    private Replica? _replica;
    private long _lastUse;
    private int _toldWaiting;
    private volatile bool _mayWait = true;

    public PartitionLoop(Partition partition, PartitionServices services)
    {
        _partition = partition;
        _services = services;
        _mailbox = new Mailbox(services.Memory);
        _committer = new Committer(partition.Log, services.Time);
        _meter = new CommitMeter(services.Time, partition.Noun);
        _turns = new TurnMeter(services.Time, partition.Noun);
        _preparer = new Preparer(_turns, GoRound);
        _snapshots = new SnapshotKeeper(partition, services, GoRound);
        Feed = new FrameFeed(GoRound);
        _timer = services.Time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _lastUse = services.Time.GetTimestamp();
    }

    /// <summary>Tells how far the log goes.</summary>
    public FrameFeed Feed { get; }

    /// <summary>True if nothing was done since <see cref="SettleAsync"/>.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>Since the last command of a client.</summary>
    public TimeSpan IdleTime => _services.Time.GetElapsedTime(Volatile.Read(ref _lastUse));

    /// <summary>
    /// False if it has served nobody here lately: others may have used it since, of which this process has not heard.
    /// </summary>
    public bool IsInUse => !_services.Store.HasOtherWriters || IdleTime < InUseFor;

    /// <summary>
    /// Hands a command to the partition and awaits the reply, which comes once what it reveals is durable.
    /// </summary>
    public Task<TReply> SendAsync<TReply>(Command<TReply> command)
    {
        Volatile.Write(ref _lastUse, _services.Time.GetTimestamp());
        return SendQuietlyAsync(command);
    }

    /// <summary>The same for a command of housekeeping, which does not make the partition count as used.</summary>
    public Task<TReply> SendQuietlyAsync<TReply>(Command<TReply> command)
    {
        command.PostedAt = _turns.Begin();
        if (!_mailbox.TryPost(command, out bool start))
        {
            throw new BrokerException(
                BrokerErrorCode.Overloaded,
                $"Too many requests are waiting for this {_partition.Noun}. Slow down and try again.");
        }

        if (start)
            Start();
        return command.Reply;
    }

    /// <summary>Looks again at those who wait, for example because one of them has gone away.</summary>
    public void Wake()
    {
        _waiters.Look();
        GoRound();
    }

    /// <summary>Answers the commands that wait with what there is; from now on none waits.</summary>
    public void EndWaits()
    {
        _mayWait = false;
        Wake();
    }

    /// <summary>
    /// Writes a snapshot where one is worth it, so that the log of a partition that falls idle is short, and notes
    /// beside its head what is there.
    /// </summary>
    public Task SettleAsync() => IsSettled ? Task.CompletedTask : SendQuietlyAsync(new SettleCommand());

    /// <summary>Ends the loop; to be called once nobody holds a lease, so that nothing waits here any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _mailbox.CloseAsync();
        await _timer.DisposeAsync();
        await _preparer.EndAsync();
        await _snapshots.DisposeAsync();
        _partition.Account(null);
        _partition.Forget();
        await _partition.Log.DisposeAsync();
    }

    private void GoRound()
    {
        if (_mailbox.Wake())
            Start();
    }

    private void Start()
    {
        // The loop outlives the request that starts it and must not carry its trace or identity along.
        using AsyncFlowControl? flow = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        _ = RunAsync();
    }

    private async Task RunAsync()
    {
        while (_mailbox.TryTake(_batch))
        {
            if (_batch.Count > 0)
                _turns.Waited(_batch[0].PostedAt);
            try
            {
                await CycleAsync();
                Arm();
            }
            catch (StorageUnavailableException exception)
            {
                Fail(Unavailable(exception));
            }
            catch (PartitionClosedException exception)
            {
                Fail(exception);
                Feed.Close();
            }
            catch (NewerFormatException exception)
            {
                // Nothing is broken, and nothing is to be undone: an instance of the newer version goes on from here.
                LogNewer(_services.Logger, _partition.Id, exception.Message);
                Fail(new BrokerException(BrokerErrorCode.NewerFormat, exception.Message, exception));
            }
            catch (StorageCorruptException exception)
            {
                // It is looked at again with the next command: somebody may have restored it.
                LogDamaged(_services.Logger, _partition.Id, exception.Message);
                Fail(exception);
            }
#pragma warning disable CA1031 // A broken invariant closes the partition, whatever it is; it is reopened from storage.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LogBroken(_services.Logger, _partition.Id, exception);
                Fail(new BrokerException(
                    BrokerErrorCode.StorageUnavailable,
                    $"The {_partition.Noun} was closed after an error; try again.",
                    exception));
            }

            _partition.Account(_replica?.Machine);
            _batch.Clear();
            _turns.WaitingChanged(_waiters.Count - _toldWaiting);
            _toldWaiting = _waiters.Count;
        }
    }

    /// <summary>Fails all who wait and forgets the replica: the next command begins from what is stored.</summary>
    private void Fail(Exception reason)
    {
        _replica = null;
        _poll = ShortestPoll;
        Postpone();
        foreach (Command command in _batch)
            command.Fail(reason);
        FailWaiters(reason);

        // Those who wait were told; those who follow are told when there is something to tell.
        if (Feed.HasFollowers)
            _timer.Change(LongestPoll, Timeout.InfiniteTimeSpan);
    }

    private void FailWaiters(Exception reason)
    {
        FailPreparing(reason);
        foreach (Command command in _waiters.TakeAll())
            command.Fail(reason);
    }

    [LoggerMessage(LogLevel.Error, "Partition {Partition} is left alone: {Reason}")]
    private static partial void LogNewer(ILogger logger, PartitionId partition, string reason);
    [LoggerMessage(LogLevel.Error, "Partition {Partition} is damaged: {Reason}")]
    private static partial void LogDamaged(ILogger logger, PartitionId partition, string reason);

    [LoggerMessage(LogLevel.Error, "Partition {Partition} was closed after an error and is reopened from storage")]
    private static partial void LogBroken(ILogger logger, PartitionId partition, Exception exception);
}
