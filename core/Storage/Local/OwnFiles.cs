using Microsoft.Win32.SafeHandles;

namespace QueueService.Storage.Local;

/// <summary>
/// Folders and files that only the user of the process can read: they hold what users put into messages, and the key
/// that receipt handles are made with.
/// </summary>
internal static class OwnFiles
{
    private const UnixFileMode OfFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OfFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a folder if it is not there; one that is there keeps its mode.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OfFolder);
    }

    /// <summary>Makes a folder that belongs to the store alone, and takes it from others if it is there.</summary>
    public static void TakeFolder(string path)
    {
        CreateFolder(path);
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != OfFolder)
            File.SetUnixFileMode(path, OfFolder);
    }

    /// <summary>For a file that was just made.</summary>
    public static void Close(SafeFileHandle file)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, OfFile);
    }
}
