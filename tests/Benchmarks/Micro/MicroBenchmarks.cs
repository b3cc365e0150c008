using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace QueueService.Benchmarks.Micro;

/// <summary>Runs every BenchmarkDotNet class of this program.</summary>
internal static class MicroBenchmarks
{
    /// <param name="filter">Of BenchmarkDotNet, such as `*Ceiling*`.</param>
    public static Task RunAsync(string filter)
    {
        // In this process: a generated project would have to satisfy the build rules of the repository.
        ManualConfig config = ManualConfig.Create(DefaultConfig.Instance)
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance));
        BenchmarkSwitcher.FromAssembly(typeof(MicroBenchmarks).Assembly).Run(["--filter", filter], config);
        return Task.CompletedTask;
    }
}
