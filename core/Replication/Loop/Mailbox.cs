namespace QueueService.Replication.Loop;

/// <summary>
/// The commands that wait for a partition, bounded in count and bytes. Tells who must start the loop: the one who posts
/// while it is not running. Thread-safe.
/// </summary>
internal sealed class Mailbox(MemoryLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Queue<Command> _waiting = [];
    private long _bytes;
    private bool _running;
    private bool _woken;
    private TaskCompletionSource? _closed;

    /// <summary>Adds a command; false if too much is waiting already.</summary>
    /// <param name="start">True if the caller must start the loop.</param>
    /// <exception cref="InvalidOperationException">It was closed: the caller held no lease.</exception>
    public bool TryPost(Command command, out bool start)
    {
        lock (_gate)
        {
            start = false;
            if (_closed is not null)
                throw new InvalidOperationException("The partition was closed while it was in use.");
            if (_waiting.Count >= limits.MaxWaitingCommands
                || (_waiting.Count > 0 && _bytes + command.Bytes > limits.MaxWaitingBytes))
                return false;
            _waiting.Enqueue(command);
            _bytes += command.Bytes;
            start = Start();
            return true;
        }
    }

    /// <summary>Makes the loop go round once more; true if the caller must start it.</summary>
    public bool Wake()
    {
        lock (_gate)
        {
            _woken = _closed is null;
            return _woken && Start();
        }
    }

    /// <summary>Accepts nothing more; ends when what was accepted is done.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            _closed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!_running)
                _closed.TrySetResult();
            return _closed.Task;
        }
    }

    /// <summary>Takes what fits into one frame. False, and the loop must stop, if there is nothing to do.</summary>
    public bool TryTake(List<Command> batch)
    {
        lock (_gate)
        {
            if (_waiting.Count == 0 && !_woken)
            {
                _running = false;
                _closed?.TrySetResult();
                return false;
            }

            _woken = false;
            long bytes = 0;
            int weight = 0;
            while (_waiting.TryPeek(out Command? command))
            {
                bytes += command.Bytes;
                weight += command.Weight;
                bool isFull = bytes > limits.Partition.FramePayloadBytes || weight > limits.Partition.FrameMessages;
                if (batch.Count > 0 && isFull)
                    break;
                batch.Add(_waiting.Dequeue());
                _bytes -= command.Bytes;
            }

            return true;
        }
    }

    private bool Start()
    {
        bool start = !_running;
        _running = true;
        return start;
    }
}
