using Microsoft.Win32.SafeHandles;

namespace QueueService.Storage.Local;

/// <summary>
/// The file of a segment, open while it is used and as long afterwards as <see cref="OpenFiles"/>, which alone changes
/// what is here, has room for it.
/// </summary>
internal sealed class SegmentFile
{
    private readonly string _path;
    private readonly OpenFiles _files;
    private SafeFileHandle? _handle;

    public SegmentFile(string path, OpenFiles files)
    {
        _path = path;
        _files = files;
        Place = new LinkedListNode<SegmentFile>(this);
    }

    /// <summary>Where it stands among the files that are open and not in use.</summary>
    public LinkedListNode<SegmentFile> Place { get; }

    public bool IsOpen => _handle is not null;

    /// <summary>How many use it now.</summary>
    public int Claims { get; set; }

    /// <summary>True when nobody will ask for it any more.</summary>
    public bool IsDone { get; set; }

    /// <summary>Opens the file if it is not open.</summary>
    public FileClaim Use() => Use(FileMode.Open);

    /// <summary>Makes the file.</summary>
    public void Create() => Use(FileMode.CreateNew).Dispose();

    /// <summary>The next use opens it again.</summary>
    public void End() => _files.End(this);

    public void Open(FileMode mode)
    {
        _handle = File.OpenHandle(_path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        if (mode == FileMode.CreateNew)
            OwnFiles.Close(_handle);
        IsDone = false;
    }

    public void Close()
    {
        _handle?.Dispose();
        _handle = null;
    }

    private FileClaim Use(FileMode mode)
    {
        _files.Claim(this, mode);
        return new FileClaim(this, _files, _handle!);
    }
}
