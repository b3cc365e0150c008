namespace QueueService.Functions.Worker;

/// <summary>How the program finds out that the Azure Functions host has started it.</summary>
internal static class WorkerStart
{
    /// <summary>
    /// Names the address of the host. The host gives its arguments twice, by older and by newer names; none of them is
    /// a setting of this program, and nothing else on that command line is.
    /// </summary>
    public const string HostAddress = "--functions-uri";

    public static bool IsByFunctionsHost(string[] args) => Array.IndexOf(args, HostAddress) >= 0;

    /// <exception cref="IOException">The command line does not tell.</exception>
    public static Uri HostOf(string[] args) =>
        args.AsSpan(Array.IndexOf(args, HostAddress) + 1) is [{ } text, ..]
        && Uri.TryCreate(text, UriKind.Absolute, out Uri? host)
            ? host
            : throw new IOException($"{HostAddress} must be followed by the address of the Functions host.");
}
