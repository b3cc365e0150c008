namespace QueueService.Storage.Local;

/// <summary>
/// Bounds how many files of logs are open at one time, because a process without a free descriptor cannot go on. The
/// one that was not used for longest is closed, and opened again when it is used. Thread-safe.
/// </summary>
/// <param name="most">At least 1. What is in use at the same time is open in any case.</param>
internal sealed class OpenFiles(int most)
{
    private readonly Lock _sync = new();
    private readonly LinkedList<SegmentFile> _idle = [];
    private int _open;

    /// <summary>How many are open now.</summary>
    public int Count
    {
        get
        {
            lock (_sync)
                return _open;
        }
    }

    /// <summary>Has the file open, and keeps it so until <see cref="Release"/>.</summary>
    public void Claim(SegmentFile file, FileMode mode)
    {
        lock (_sync)
        {
            if (file.IsOpen)
            {
                if (file.Claims == 0)
                    _idle.Remove(file.Place);
            }
            else
            {
                CloseIdleBeyond(most - 1);
                file.Open(mode);
                _open++;
            }

            file.Claims++;
        }
    }

    public void Release(SegmentFile file)
    {
        lock (_sync)
        {
            if (--file.Claims > 0)
                return;
            _idle.AddLast(file.Place);
            if (file.IsDone)
                Close(file);
            CloseIdleBeyond(most);
        }
    }

    /// <summary>Closes it, at once or when the last who uses it is done.</summary>
    public void End(SegmentFile file)
    {
        lock (_sync)
        {
            file.IsDone = true;
            if (file is { IsOpen: true, Claims: 0 })
                Close(file);
        }
    }

    private void CloseIdleBeyond(int wanted)
    {
        while (_open > wanted && _idle.First is { } oldest)
            Close(oldest.Value);
    }

    private void Close(SegmentFile file)
    {
        _idle.Remove(file.Place);
        file.Close();
        _open--;
    }
}
