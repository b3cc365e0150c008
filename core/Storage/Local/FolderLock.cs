using System.Globalization;

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
        FileStream held;
        try
        {
            held = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (File.Exists(processFile) && !IoErrors.IsFull(error))
        {
            throw new StorageUnavailableException(
                $"The folder {folder} is in use by another process (pid {File.ReadAllText(processFile)}). "
                    + "Stop it, or choose another folder with Storage:Path.",
                error);
        }

        File.WriteAllText(processFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new FolderLock(held);
    }

    public void Dispose() => _held.Dispose();
}
