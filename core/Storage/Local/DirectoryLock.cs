using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;

namespace QueueService.Storage.Local;

/// <summary>
/// Locks a folder itself (flock), which no name in it can be deleted to get around. .NET cannot open folders, so this
/// calls the C library. Not for Windows, where a file that is held open cannot be deleted.
/// </summary>
[SuppressMessage("Interoperability", "SYSLIB1054", Justification = "Source-generated imports need unsafe code.")]
internal sealed class DirectoryLock : IDisposable
{
    private const int ReadOnly = 0;
    private const int Exclusive = 2;
    private const int NoWait = 4;

    // The same number on Linux and macOS is not the same flag.
    private static readonly int CloseOnExec = OperatingSystem.IsLinux() ? 0x80000 : 0x1000000;

    private int _descriptor;

    private DirectoryLock(int descriptor) => _descriptor = descriptor;

    /// <summary>Throws an <see cref="IOException"/> with the code of the system, as a locked file does.</summary>
    public static DirectoryLock Take(string folder)
    {
        var descriptor = Open(Encoding.UTF8.GetBytes(folder + '\0'), ReadOnly | CloseOnExec);
        if (descriptor < 0)
            throw LastError(folder);
        if (Flock(descriptor, Exclusive | NoWait) == 0)
            return new DirectoryLock(descriptor);
        var error = LastError(folder);
        _ = Close(descriptor);
        throw error;
    }

    public void Dispose()
    {
        if (_descriptor >= 0)
            _ = Close(_descriptor);
        _descriptor = -1;
    }

    private static IOException LastError(string folder)
    {
        var error = Marshal.GetLastPInvokeError();
        var text = Marshal.GetPInvokeErrorMessage(error);
        return new IOException($"The folder '{folder}' cannot be locked: {text}", error);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flock(int descriptor, int operation);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
