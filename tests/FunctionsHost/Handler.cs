using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace QueueService.Tests.FunctionsHost;

/// <summary>One process of the custom handler.</summary>
internal sealed class Handler : IDisposable
{
    private static readonly TimeSpan PingPeriod = TimeSpan.FromMilliseconds(25);

    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private readonly Process _process;
    private readonly Action<string> _log;

    private Handler(Process process, int port, Action<string> log)
    {
        _process = process;
        _log = log;
        Address = new Uri($"http://127.0.0.1:{port}");
    }

    public Uri Address { get; }

    public int ProcessId => _process.Id;

    /// <summary>Time since the process was started.</summary>
    public TimeSpan Age => Stopwatch.GetElapsedTime(_startedAt);

    /// <summary>How long it took until the first ping was answered.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    public static Handler Start(
        string package, HostFile file, IReadOnlyDictionary<string, string> settings, Action<string> log)
    {
        int port = FreePort();
        var start = new ProcessStartInfo(file.Executable, file.Arguments)
        {
            WorkingDirectory = package,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach ((string name, string value) in settings)
            start.Environment[name] = value;
        string id = Guid.NewGuid().ToString();
        start.Environment["FUNCTIONS_HTTPWORKER_PORT"] = start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = $"{port}";
        start.Environment["FUNCTIONS_HTTPWORKER_ID"] = start.Environment["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"] = id;
        start.Environment["FUNCTIONS_APP_ROOT_PATH"] = package;
        var handler = new Handler(Process.Start(start)!, port, log);
        handler._process.OutputDataReceived += (_, line) => handler.Log("Information", line.Data);
        handler._process.ErrorDataReceived += (_, line) => handler.Log("Error", line.Data);
        handler._process.BeginOutputReadLine();
        handler._process.BeginErrorReadLine();
        return handler;
    }

    /// <summary>Pings until there is an answer, of whatever status; false if the process has ended before.</summary>
    public async Task<bool> AnswersAsync(TimeSpan timeout, CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = Address };
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(timeout);
        while (!_process.HasExited)
        {
            try
            {
                using HttpResponseMessage any = await http.GetAsync(new Uri("/", UriKind.Relative), deadline.Token);
                ReadyAfter = Age;
                return true;
            }
            catch (HttpRequestException exception) when (exception.InnerException is SocketException)
            {
                await Task.Delay(PingPeriod, deadline.Token);
            }
            catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested)
            {
                Kill();
                throw new TimeoutException("Initializing HttpWorker timed out.", exception);
            }
        }

        return false;
    }

    /// <summary>Ends when the process has ended; answers its exit code.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    /// <summary>What the host does when it shuts down: no signal that the handler could heed.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        // Waits for the end of what it wrote, too.
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Log(string level, string? line)
    {
        if (line is not null)
            _log($"[{level}] {line}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
