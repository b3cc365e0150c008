using QueueService.Tests.Chaos.Service;
using QueueService.Tests.Storage.Local;

namespace QueueService.Tests.Chaos.Disk;

/// <summary>A folder that cannot be written is refused at the start, with one line that says so.</summary>
internal static class ReadOnlyTrial
{
    private const int CannotStart = 3;

    /// <summary>What was wrong; nothing if all was well.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(string program)
    {
        using MountedFolder disk = new("16m");
        await using ServiceInstance service = ServiceInstance.OnDisk("read-only", program, disk.Path);
        await service.StartAsync();
        await service.KillAsync();
        disk.MakeReadOnly();
        try
        {
            await service.StartAsync();
            return [$"The service started on a folder that cannot be written:\n{service.Output}"];
        }
        catch (StartFailedException refusal) when (IsClear(refusal, service.Output, disk.Path))
        {
            return [];
        }
        catch (StartFailedException refusal)
        {
            return [$"A folder that cannot be written was refused with {refusal.ExitCode} and:\n{service.Output}"];
        }
    }

    private static bool IsClear(StartFailedException refusal, string output, string folder) =>
        refusal.ExitCode == CannotStart
        && !output.Contains('\n', StringComparison.Ordinal)
        && output.Contains(folder, StringComparison.Ordinal)
        && output.Contains("Storage:Path", StringComparison.Ordinal);
}
