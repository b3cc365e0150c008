using System.Runtime.CompilerServices;
using QueueService.Tests.Azurite;

namespace QueueService.Tests.Functions.Sqs.Clients;

/// <summary>A test with clients of SQS that come with the system.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DebianFactAttribute : FactAttribute
{
    /// <param name="packages">Their packages on Debian, with spaces between.</param>
    public DebianFactAttribute(string packages, [CallerMemberName] string test = "")
    {
        Packages = packages;
        Test = test;
        string missing = string.Join(' ', packages.Split(' ').Where(package => !DebianPackages.Has(package)));
        Skip = MachineNeed.Missing(missing.Length == 0, $"On Debian: apt-get install {missing}");

        // The reason of a skipped test is not on the screen, but its name is.
        if (Skip is not null)
            DisplayName = $"{test} ({Skip})";
    }

    public string Packages { get; }

    public string Test { get; }
}
