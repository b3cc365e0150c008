using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using QueueService.Benchmarks.Processes;

namespace QueueService.Benchmarks.Targets;

/// <summary>A server under test in a process of its own, and its control connection.</summary>
internal sealed class TargetServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ProbePause = TimeSpan.FromMilliseconds(2);

    private readonly ChildProcess _process;
    private readonly EmulatedAccount? _account;
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private readonly TempFolder? _folder;
    private readonly HttpClient _http;

    public TargetServer(
        TargetKind kind, ChildProcess process, int port, EmulatedAccount? account = null, TempFolder? folder = null)
    {
        Kind = kind;
        Port = port;
        _process = process;
        _account = account;
        _folder = folder;
        _http = BenchmarkKey.Client(new Uri($"http://127.0.0.1:{port}"));
    }

    public TargetKind Kind { get; }

    public int Port { get; }

    /// <summary>False for a ceiling, which gives out as many messages as one asks for.</summary>
    public bool KeepsMessages => !IsCeiling(Kind);

    /// <summary>Whether it is the do-nothing server, for which no service is published.</summary>
    public static bool IsCeiling(TargetKind kind) => kind is TargetKind.Ceiling;

    /// <summary>Time since the process was started.</summary>
    public TimeSpan Age => Stopwatch.GetElapsedTime(_startedAt);

    /// <summary>Waits until the server accepts connections, without asking it anything.</summary>
    public async Task WaitForPortAsync(CancellationToken cancellation)
    {
        while (true)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, Port, cancellation);
                return;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
            {
                ThrowIfNotStarting("does not listen");
            }

            await Task.Delay(ProbePause, cancellation);
        }
    }

    public async Task WaitUntilReadyAsync(CancellationToken cancellation)
    {
        await WaitForPortAsync(cancellation);
        while (true)
        {
            using HttpResponseMessage answer = await GetAsync("/readyz", cancellation);
            if (answer.StatusCode == HttpStatusCode.OK)
                return;
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
                throw new BenchmarkFailedException($"{Kind}: GET /readyz answered {(int)answer.StatusCode}.");
            ThrowIfNotStarting("is not ready");
            await Task.Delay(ProbePause, cancellation);
        }
    }

    public Task CreateQueueAsync(string queue, CancellationToken cancellation) =>
        CallAsync(HttpMethod.Put, $"/v1/queues/{queue}", "{}", cancellation);

    /// <summary>Makes a call that must succeed.</summary>
    /// <param name="json">The body; null for none.</param>
    public async Task CallAsync(HttpMethod method, string path, string? json, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await _http.SendAsync(request, cancellation);
        if (!answer.IsSuccessStatusCode)
            throw new BenchmarkFailedException($"{Kind}: {method} {path} answered {(int)answer.StatusCode}.");
    }

    /// <summary>Memory that the server holds now.</summary>
    public long ReadResidentBytes() => ProcessUsage.OfTree(_process.Id).ResidentBytes;

    public async Task<StorageCounters> ReadCountersAsync(CancellationToken cancellation)
    {
        using HttpResponseMessage answer = await GetAsync("/metrics", cancellation);
        return answer.StatusCode == HttpStatusCode.NotFound
            ? default
            : StorageCounters.Parse(
                await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellation));
    }

    public async Task<ServerSnapshot> SnapshotAsync(CancellationToken cancellation)
    {
        StorageCounters counters = await ReadCountersAsync(cancellation);
        var server = ProcessUsage.OfTree(_process.Id);
        TimeSpan? storageCpu = _account is null ? null : ProcessUsage.Of(_account.ProcessId).Cpu;
        return new ServerSnapshot(
            server.Cpu, storageCpu, ProcessUsage.Of(Environment.ProcessId).Cpu, server.ResidentBytes, counters);
    }

    /// <summary>Ends the server at once, as kill -9 does, and removes the store that was made for it.</summary>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Dispose();
        if (_account is not null)
            await _account.DisposeAsync();
        _folder?.Dispose();
    }

    private Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancellation) =>
        _http.GetAsync(new Uri(path, UriKind.Relative), cancellation);

    private void ThrowIfNotStarting(string what)
    {
        if (_process.HasExited || Age > StartLimit)
            throw new BenchmarkFailedException($"{Kind} {what} after {Age.TotalSeconds:F0} s:\n{_process.Output}");
    }
}
