namespace QueueService.Storage.Local;

/// <summary>
/// Keeps some room on the disk for what empties it: a full disk could not even store that a message is gone. Asks the
/// operating system at most ten times a second. Thread-safe.
/// </summary>
/// <param name="bytes">The reserve; never more than a tenth of the disk counts.</param>
internal sealed class DiskReserve(string folder, long bytes, TimeProvider time)
{
    private static readonly TimeSpan Known = TimeSpan.FromMilliseconds(100);

    private readonly Lock _sync = new();
    private long _askedAt;
    private bool _hasRoom = true;

    public bool HasRoom
    {
        get
        {
            if (bytes == 0)
                return true;
            lock (_sync)
            {
                if (_askedAt != 0 && time.GetElapsedTime(_askedAt) < Known)
                    return _hasRoom;
                _askedAt = time.GetTimestamp();
                return _hasRoom = Ask();
            }
        }
    }

    private bool Ask()
    {
        try
        {
            DriveInfo disk = new(folder);
            return disk.AvailableFreeSpace >= Math.Min(bytes, disk.TotalSize / 10);
        }
        catch (Exception error) when (IoErrors.IsIo(error) || error is ArgumentException)
        {
            // Whoever writes will be told what is wrong.
            return true;
        }
    }
}
