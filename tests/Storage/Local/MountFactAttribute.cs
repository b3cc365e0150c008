namespace QueueService.Tests.Storage.Local;

/// <summary>A test on a file system of its own; skipped, and shown as such, where none can be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute()
    {
        if (!MountedFolder.IsPossible)
            Skip = "Mounting a file system takes the superuser of a Linux system.";
    }
}
