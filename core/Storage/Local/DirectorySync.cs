using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;

namespace QueueService.Storage.Local;

/// <summary>
/// Makes created, renamed and deleted names in a folder durable. A synced file whose name was not synced is gone after
/// a power failure. .NET cannot open folders, so this calls the C library. NTFS journals names by itself.
/// </summary>
[SuppressMessage("Interoperability", "SYSLIB1054", Justification = "Source-generated imports need unsafe code.")]
internal static class DirectorySync
{
    private const int ReadOnly = 0;

    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(Encoding.UTF8.GetBytes(folder + '\0'), ReadOnly);
        if (descriptor < 0)
            throw LastError(folder);
        try
        {
            if (Fsync(descriptor) != 0)
                throw LastError(folder);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException LastError(string folder)
    {
        var error = Marshal.GetLastPInvokeError();
        var text = Marshal.GetPInvokeErrorMessage(error);
        return new IOException($"The folder '{folder}' cannot be synced: {text}", error);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Fsync(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
