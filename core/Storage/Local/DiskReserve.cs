namespace QueueService.Storage.Local;

/// <summary>
/// Keeps some room on the disk for what empties it: a full disk could not even store that a message is gone. Looks at
/// the disk at most ten times a second, and counts what is taken meanwhile. Thread-safe.
/// </summary>
/// <param name="bytes">The reserve; never more than a tenth of the disk counts.</param>
/// <param name="look">The room on the disk and its size, in bytes; null if it cannot be told.</param>
internal sealed class DiskReserve(long bytes, Func<(long Free, long Size)?> look, TimeProvider time)
{
    private static readonly TimeSpan Known = TimeSpan.FromMilliseconds(100);

    private readonly Lock _sync = new();
    private long _lookedAt;

    // What there was beyond the reserve at the last look, less what was taken since.
    private long _left;
    private long _taken;

    /// <summary>Whether anything that only takes room may be stored.</summary>
    public bool HasRoom => Take(0);

    /// <summary>Takes room for something that is about to be stored; false if there is not that much.</summary>
    public bool Take(long wanted)
    {
        if (bytes == 0)
            return true;
        lock (_sync)
        {
            if (_lookedAt == 0 || time.GetElapsedTime(_lookedAt) >= Known)
                Look();
            if (_left < wanted)
                return false;
            _left -= wanted;
            _taken += wanted;
            return true;
        }
    }

    /// <summary>The room on the disk of a folder.</summary>
    public static (long Free, long Size)? Of(string folder)
    {
        try
        {
            DriveInfo disk = new(folder);
            return (disk.AvailableFreeSpace, disk.TotalSize);
        }
        catch (Exception error) when (IoErrors.IsIo(error) || error is ArgumentException)
        {
            // Whoever writes will be told what is wrong.
            return null;
        }
    }

    private void Look()
    {
        _lookedAt = time.GetTimestamp();

        // What was taken since the look before may be on its way to the disk still.
        _left = look() is { } disk ? disk.Free - Math.Min(bytes, disk.Size / 10) - _taken : long.MaxValue;
        _taken = 0;
    }
}
