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

    private FolderLock(FileStream held) => _held = held;

    public static FolderLock Take(string folder)
    {
        // The locked file itself cannot be read by others, so the process id is in a file beside it.
        var processFile = Path.Combine(folder, "lock.pid");
        try
        {
            var held = new FileStream(
                Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            WriteProcessId(processFile);
            return new FolderLock(held);
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

    public void Dispose() => _held.Dispose();

    /// <summary>Always the same length, and in place: the service has to start on a full disk, too.</summary>
    private static void WriteProcessId(string path)
    {
        using var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        var text = Environment.ProcessId.ToString(CultureInfo.InvariantCulture).PadLeft(10);
        RandomAccess.Write(file, Encoding.ASCII.GetBytes(text), 0);
    }
}
