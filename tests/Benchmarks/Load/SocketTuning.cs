namespace QueueService.Benchmarks.Load;

/// <summary>
/// Lets one thread wait for all sockets and run what follows on the spot. The load shares its cores with the server
/// under test; a hop to the thread pool for each answer would be paid by the server.
/// </summary>
internal static class SocketTuning
{
    private static readonly string[] Names =
        ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT"];

    /// <summary>Takes effect only before the first socket of the process.</summary>
    public static void Apply()
    {
        foreach (string name in Names)
            Environment.SetEnvironmentVariable(name, "1");
    }

    /// <summary>A server under test runs with its own defaults.</summary>
    public static void Remove(IDictionary<string, string?> environment)
    {
        foreach (string name in Names)
            environment.Remove(name);
    }
}
