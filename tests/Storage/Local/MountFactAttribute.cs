using System.Runtime.CompilerServices;
using QueueService.Tests.Azurite;

namespace QueueService.Tests.Storage.Local;

/// <summary>A test with a file system of its own.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute([CallerMemberName] string test = "")
    {
        Test = test;
        Skip = MachineNeed.Missing(MountedFolder.CanBeHad, MountedFolder.How);

        // The reason of a skipped test is not on the screen, but its name is.
        if (Skip is not null)
            DisplayName = $"{test} ({Skip})";
    }

    public string Test { get; }
}
