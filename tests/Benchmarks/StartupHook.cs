using QueueService.Benchmarks.Targets;

/// <summary>
/// What the runtime calls in a server under test before its own code, since <c>DOTNET_STARTUP_HOOKS</c> names this
/// assembly: so builds of any age tell what they use. Name and signature are the runtime's.
/// </summary>
#pragma warning disable CA1050, MA0047 // The runtime looks for it outside of all namespaces.
internal static class StartupHook
#pragma warning restore CA1050, MA0047
{
    public static void Initialize() => CounterListener.Start();
}
