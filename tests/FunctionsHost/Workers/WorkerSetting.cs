namespace QueueService.Tests.FunctionsHost.Workers;

/// <summary>What workers are started with.</summary>
/// <param name="AppSettings">All that they find in their environment beside the host's own.</param>
/// <param name="StartPatience">How long a process may take to connect.</param>
/// <param name="IsPlaceholder">
/// True to make it this app's worker by the message with which the host specialises a placeholder. By then, the native
/// placeholder has answered the host's greeting itself, set the environment, and loaded the program.
/// </param>
internal sealed record WorkerSetting(
    string Package,
    WorkerFile File,
    IReadOnlyDictionary<string, string> AppSettings,
    TimeSpan FunctionTimeout,
    TimeSpan StartPatience,
    bool IsPlaceholder,
    Action<string> Log);
