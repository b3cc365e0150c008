namespace QueueService.Benchmarks.Targets;

internal enum PublishKind
{
    /// <summary>Compiled at run time, on the installed framework.</summary>
    Portable,

    /// <summary>Compiled ahead of time, with its own framework, for linux-x64.</summary>
    ReadyToRun,
}
