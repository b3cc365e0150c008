using System.Diagnostics;

namespace QueueService.Tests.Storage.Local;

/// <summary>A small file system of its own, which only the superuser of a Linux system can mount.</summary>
public sealed class MountedFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public MountedFolder(string size) => Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", _folder.Path);

    public static bool IsPossible => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;

    public string Path => _folder.Path;

    public void MakeReadOnly() => Run("mount", "-o", "remount,ro", _folder.Path);

    public void Dispose()
    {
        Run("umount", _folder.Path);
        _folder.Delete();
    }

    private static void Run(string command, params string[] arguments)
    {
        using var process = Process.Start(command, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
