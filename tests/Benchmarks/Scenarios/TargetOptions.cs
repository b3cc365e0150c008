using QueueService.Benchmarks.CommandLine;

namespace QueueService.Benchmarks.Scenarios;

/// <summary>Options that several scenarios share.</summary>
internal static class TargetOptions
{
    public static Option AllTargets { get; } = new(
        "--targets",
        "ceiling,local,azurite,memory,keys,sqs,package,hosted,packageazurite,hostedazurite",
        "any of these");

    /// <summary>For what needs a queue that keeps messages.</summary>
    public static Option ServiceTargets { get; } = new("--targets", "local,azurite", "any of these");

    public static Option WarmUp { get; } = new("--warmup-seconds", "3", "load before the measurement, not counted");

    public static Option WorkFolder { get; } =
        new("--work-folder", "", "where to put data and the published service; default: the temporary folder");

    public static Option Connections { get; } = new("--connections", "64", "connections, each a closed loop");
}
