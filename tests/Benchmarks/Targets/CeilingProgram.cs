using QueueService.Benchmarks.Processes;

namespace QueueService.Benchmarks.Targets;

/// <summary>This same program, started once more as the ceiling server.</summary>
internal static class CeilingProgram
{
    private static readonly string Self = typeof(CeilingProgram).Assembly.Location;

    public static TargetServer Start()
    {
        int port = FreePort.Find();
        ChildProcess process = DotnetHost.Start(Self, "ceiling-server", "--urls", $"http://127.0.0.1:{port}");
        return new TargetServer(TargetKind.Ceiling, process, port);
    }
}
