using QueueService.Benchmarks.Processes;

namespace QueueService.Benchmarks.Targets;

/// <summary>The `dotnet` command that this program runs under.</summary>
internal static class DotnetHost
{
    public static string Path { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public static ChildProcess Start(params IEnumerable<string> arguments) => ChildProcess.Start(Path, arguments);

    public static ChildProcess Start(
        IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment) =>
        ChildProcess.Start(Path, arguments, environment);
}
