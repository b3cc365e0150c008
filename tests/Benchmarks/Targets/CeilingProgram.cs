using System.Text.Json;
using QueueService.Benchmarks.Processes;
using QueueService.Tests.FunctionsHost;

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

    /// <summary>Starts it in a process of the stand-in for the Functions host: what that alone costs.</summary>
    /// <param name="package">An empty folder, made into a package and removed together with the server.</param>
    public static TargetServer StartHosted(TempFolder package)
    {
        WritePackage(package.Path);
        int port = FreePort.Find();
        ChildProcess process = DotnetHost.Start(typeof(StandIn).Assembly.Location, package.Path, $"{port}");
        return new TargetServer(TargetKind.HostedCeiling, process, port, folder: package);
    }

    private static void WritePackage(string folder)
    {
        string command = $"exec '{DotnetHost.Path}' '{Self}' ceiling-server "
            + "--urls http://127.0.0.1:$FUNCTIONS_CUSTOMHANDLER_PORT";
        object host = new
        {
            version = "2.0",
            extensions = new { http = new { routePrefix = "" } },
            customHandler = new
            {
                description = new { defaultExecutablePath = "/bin/sh", arguments = new[] { "-c", command } },
                enableProxyingHttpRequest = true,
            },
        };
        File.WriteAllText(Path.Combine(folder, "host.json"), JsonSerializer.Serialize(host));
        string function = Path.Combine("http", "function.json");
        Directory.CreateDirectory(Path.Combine(folder, "http"));
        File.Copy(Path.Combine(Repository.Root(), "functions", "Package", function), Path.Combine(folder, function));
    }
}
