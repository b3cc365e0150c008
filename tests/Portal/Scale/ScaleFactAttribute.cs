using System.Runtime.CompilerServices;

namespace QueueService.Tests.Portal.Scale;

/// <summary>
/// A run in a real browser that takes minutes and prints figures. It is left out unless <c>PORTAL_SCALE</c> is set.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ScaleFactAttribute : FactAttribute
{
    private const string Variable = "PORTAL_SCALE";

    public ScaleFactAttribute([CallerMemberName] string test = "")
    {
        Test = test;
        if (Environment.GetEnvironmentVariable(Variable) is null)
            Skip = $"Takes minutes: set {Variable}=1 for it.";
    }

    public string Test { get; }
}
