using System.Buffers.Binary;
using System.Net.Sockets;

namespace QueueService.Benchmarks.Targets;

/// <summary>
/// In the server under test: tells whoever connects what the process has used so far. A thread of its own that waits
/// for connections; it costs nothing between them.
/// </summary>
internal static class CounterListener
{
    /// <summary>Names the socket in the environment of the server.</summary>
    public const string PathVariable = "QUEUE_BENCHMARK_COUNTERS";

    public static void Start()
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is not { Length: > 0 } path)
            return;
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        new Thread(() => Serve(listener)) { IsBackground = true, Name = "benchmark counters" }.Start();
    }

    private static void Serve(Socket listener)
    {
        var answer = new byte[ServerCounters.EncodedBytes];
        while (true)
        {
            using Socket connection = listener.Accept();
            BinaryPrimitives.WriteInt64LittleEndian(answer, GC.GetTotalAllocatedBytes(precise: true));
            BinaryPrimitives.WriteInt64LittleEndian(answer.AsSpan(8), Environment.CpuUsage.TotalTime.Ticks);
            connection.Send(answer);
        }
    }
}
