using System.Globalization;

namespace QueueService.Functions.Hosting;

/// <summary>
/// How the file descriptors of the process are shared out. Without one the runtime cannot go on and ends the process,
/// so what clients can open is bounded below the limit of the operating system.
/// </summary>
/// <param name="Connections">How many connections may be open at one time.</param>
/// <param name="LogFiles">How many files of logs may be open at one time.</param>
internal sealed record DescriptorBudget(int Connections, int LogFiles)
{
    /// <summary>A connection costs some 10 KiB while idle; this many fit beside the rest in 2 GiB.</summary>
    public const int MostConnections = 20_000;

    /// <summary>More partitions than are in use at one time; another opens in a fraction of a millisecond.</summary>
    public const int MostLogFiles = 4_096;

    /// <summary>A twentieth of the most: more than one office behind one address needs.</summary>
    private const int MostConnectionsOfAddress = 1_000;

    /// <summary>
    /// For the files of the program, of which it keeps two an assembly (190 after the start, 60 more with an Azure
    /// account and telemetry), for files on their way to a rename, and for the 64 connections that may be refused at a
    /// time.
    /// </summary>
    private const int Reserve = 384;

    private const int Least = 16;
    private const string LimitsOfProcess = "/proc/self/limits";
    private const string OpenFiles = "Max open files";

    /// <summary>How many of them one public address may hold: never so many that none are left to others.</summary>
    public int ConnectionsOfAddress => Math.Min(MostConnectionsOfAddress, Connections / 2);

    /// <summary>The shares under the limit of this process; the most where no limit is known.</summary>
    public static DescriptorBudget Read() =>
        File.Exists(LimitsOfProcess) ? Of(LimitIn(File.ReadAllLines(LimitsOfProcess))) : Of(int.MaxValue);

    /// <summary>A quarter for logs, the rest for connections.</summary>
    public static DescriptorBudget Of(int limit)
    {
        int free = Math.Max(limit - Reserve, 2 * Least);
        int logs = Math.Clamp(free / 4, Least, MostLogFiles);
        return new DescriptorBudget(Math.Clamp(free - logs, Least, MostConnections), logs);
    }

    /// <summary>The limit that counts now, which is the first number of its line.</summary>
    internal static int LimitIn(IEnumerable<string> lines)
    {
        string? line = lines.FirstOrDefault(line => line.StartsWith(OpenFiles, StringComparison.Ordinal));
        string? number = line?[OpenFiles.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int limit)
            ? limit
            : int.MaxValue;
    }
}
