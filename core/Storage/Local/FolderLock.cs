using System.Globalization;
using System.Text;

namespace QueueService.Storage.Local;

/// <summary>
/// Keeps a second process out of the folder. The operating system drops the lock with the process, however it ends;
/// the file that stays behind means nothing.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _held;
    private readonly DirectoryLock? _folder;

    private FolderLock(FileStream held, DirectoryLock? folder)
    {
        _held = held;
        _folder = folder;
    }

    public static FolderLock Take(string folder)
    {
        // The locked file itself cannot be read by others, so the process id is in a file beside it.
        var processFile = Path.Combine(folder, "lock.pid");
        try
        {
            var held = new FileStream(
                Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            try
            {
                // The file could be deleted, and made anew by a second process; the folder cannot.
                var directory = OperatingSystem.IsWindows() ? null : DirectoryLock.Take(folder);
                WriteProcessId(processFile);
                return new FolderLock(held, directory);
            }
            catch
            {
                held.Dispose();
                throw;
            }
        }
        catch (IOException error) when (IoErrors.IsLocked(error))
        {
            var process = File.Exists(processFile) ? File.ReadAllText(processFile).Trim() : "unknown";
            throw new StorageUnavailableException(
                $"The folder {folder} is in use by another process (pid {process}). "
                    + "Stop it, or choose another folder with Storage:Path.",
                error);
        }
    }

    public void Dispose()
    {
        _folder?.Dispose();
        _held.Dispose();
    }

    /// <summary>Always the same length, and in place: the service has to start on a full disk, too.</summary>
    private static void WriteProcessId(string path)
    {
        using var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        var text = Environment.ProcessId.ToString(CultureInfo.InvariantCulture).PadLeft(10);
        RandomAccess.Write(file, Encoding.ASCII.GetBytes(text), 0);
    }
}
