using QueueService.Benchmarks.CommandLine;

namespace QueueService.Benchmarks.Scenarios;

/// <summary>Options that several scenarios share.</summary>
internal static class TargetOptions
{
    public static Option Targets { get; } = new("--targets", "ceiling,local,azurite", "any of ceiling, local, azurite");

    public static Option WorkFolder { get; } =
        new("--work-folder", "", "where to put data and the published service; default: the temporary folder");

    public static Option Connections { get; } = new("--connections", "64", "connections, each a closed loop");
}
