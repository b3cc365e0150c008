using Microsoft.Win32.SafeHandles;

namespace QueueService.Storage.Local;

/// <summary>A file that stays open until the claim is given back, once.</summary>
internal readonly struct FileClaim(SegmentFile file, OpenFiles files, SafeFileHandle handle) : IDisposable
{
    public SafeFileHandle Handle => handle;

    public void Dispose() => files.Release(file);
}
