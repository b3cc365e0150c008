namespace QueueService.Tests.FunctionsHost;

/// <summary>Which host the tests run the package in.</summary>
public static class HostChoice
{
    /// <summary>The real one if <c>func</c> is on the PATH, else the stand-in.</summary>
    public static async Task<IFunctionsHost> StartAsync(
        string package, IReadOnlyDictionary<string, string> settings, Action<string> log) =>
        FuncTool.Find() is { } tool
            ? FuncTool.Start(tool, package, settings, log)
            : await StandIn.StartAsync(package, settings, log);
}
