using System.Runtime.CompilerServices;
using QueueService.Tests.Azurite;

namespace QueueService.Tests.Portal.Browser;

/// <summary>A test in a real browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute([CallerMemberName] string test = "")
    {
        Skip = MachineNeed.Missing(Chromium.Path is not null, "On Debian: apt-get install chromium");
        if (Skip is not null)
            DisplayName = $"{test} ({Skip})";
        Test = test;
    }

    public string Test { get; }
}
