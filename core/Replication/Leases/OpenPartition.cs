using Microsoft.Extensions.Logging;
using QueueService.Storage;

namespace QueueService.Replication.Leases;

/// <summary>
/// One partition that is open in this process, and how many use it. It is lent until nobody uses it and it was asked to
/// close; a user may borrow it a second time meanwhile. Thread-safe.
/// </summary>
/// <param name="onEnded">Called once the loop has ended, and before those who wait for that go on.</param>
internal sealed partial class OpenPartition(Partition partition, Action<OpenPartition> onEnded, ILogger logger)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private int _users;
    private bool _isUnwanted;
    private bool _isClosing;

    public Partition Partition => partition;

    /// <summary>Ends once the loop has: only then may another loop be opened for this partition.</summary>
    public Task Ended => _ended.Task;

    /// <summary>False once it is closing.</summary>
    public bool TryLend()
    {
        lock (_gate)
        {
            if (!_isClosing)
                _users++;
            return !_isClosing;
        }
    }

    /// <summary>Takes one lease back.</summary>
    public void Return()
    {
        lock (_gate)
        {
            _users--;
            if (!_isUnwanted || !BeginsToClose())
                return;
        }

        _ = EndAsync();
    }

    /// <summary>Closes it at once, or when the last user has returned it.</summary>
    public void CloseWhenUnused()
    {
        lock (_gate)
        {
            _isUnwanted = true;
            if (!BeginsToClose())
                return;
        }

        _ = EndAsync();
    }

    /// <summary>Closes it, unless somebody uses it.</summary>
    public void CloseIfUnused()
    {
        lock (_gate)
        {
            if (!BeginsToClose())
                return;
        }

        _ = EndAsync();
    }

    /// <summary>False if it is used, or closing already.</summary>
    private bool BeginsToClose()
    {
        if (_users > 0 || _isClosing)
            return false;
        _isClosing = true;
        return true;
    }

    private async Task EndAsync()
    {
        try
        {
            await partition.Loop.DisposeAsync();
        }
#pragma warning disable CA1031 // The loop has ended all the same, and those who wait for that must go on.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            LogBadEnd(logger, partition.Id, fault);
        }

        onEnded(this);
        _ended.SetResult();
    }

    [LoggerMessage(LogLevel.Error, "Partition {Partition} was closed, but not all that it used")]
    private static partial void LogBadEnd(ILogger logger, PartitionId partition, Exception fault);
}
