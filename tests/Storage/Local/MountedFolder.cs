using System.Diagnostics;

namespace QueueService.Tests.Storage.Local;

/// <summary>
/// A small file system of its own. A full disk and a folder that even the superuser cannot write are not to be had
/// otherwise, so where none can be mounted the constructor throws and says what to do.
/// </summary>
public sealed class MountedFolder : IDisposable
{
    /// <summary>Where one can be had.</summary>
    public const string How =
        "This needs a small file system of its own, which only root on Linux may mount. Run it as root, in a container "
        + "with the capability SYS_ADMIN (docker run --cap-add SYS_ADMIN).";

    private static readonly Lazy<bool> IsPossible = new(TryOne);
    private readonly TemporaryFolder _folder = new();

    /// <param name="size">As tmpfs takes it, such as 2m.</param>
    public MountedFolder(string size)
    {
        try
        {
            Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", _folder.Path);
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            _folder.Delete();
            throw new InvalidOperationException($"{How} {error.Message}", error);
        }
    }

    public static bool CanBeHad => IsPossible.Value;

    public string Path => _folder.Path;

    public void MakeReadOnly() => Run("mount", "-o", "remount,ro", _folder.Path);

    public void Dispose()
    {
        Run("umount", _folder.Path);
        _folder.Delete();
    }

    private static bool TryOne()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return false;
        try
        {
            new MountedFolder("1m").Dispose();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static void Run(string command, params string[] arguments)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(command, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"'{command}' ended with {process.ExitCode}: {errors.Trim()}");
    }
}
