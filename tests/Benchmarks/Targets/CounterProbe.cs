using System.Net.Sockets;

namespace QueueService.Benchmarks.Targets;

/// <summary>Asks the <see cref="CounterListener"/> of one server.</summary>
internal sealed class CounterProbe : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"queue-bench-{Guid.NewGuid():N}.sock");

    /// <summary>What the server must find in its environment.</summary>
    public Dictionary<string, string> Environment => new(StringComparer.Ordinal)
    {
        ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location,
        [CounterListener.PathVariable] = _path,
    };

    public async Task<ServerCounters> ReadAsync(CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(_path), cancellation);
        await using var stream = new NetworkStream(socket);
        var answer = new byte[ServerCounters.EncodedBytes];
        await stream.ReadExactlyAsync(answer, cancellation);
        return ServerCounters.Decode(answer);
    }

    public void Dispose() => File.Delete(_path);
}
