using QueueService.Benchmarks.Processes;

namespace QueueService.Benchmarks.Targets;

/// <summary>This same program, started once more as the ceiling server.</summary>
internal static class CeilingProgram
{
    public static TargetServer Start()
    {
        int port = FreePort.Find();
        string self = typeof(CeilingProgram).Assembly.Location;
        ChildProcess process = DotnetHost.Start(self, "ceiling-server", "--urls", $"http://127.0.0.1:{port}");
        return new TargetServer(TargetKind.Ceiling, process, port);
    }
}
