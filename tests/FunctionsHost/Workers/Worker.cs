using System.Collections.Concurrent;
using System.Diagnostics;
using QueueService.Tests.FunctionsHost.Protocol;

namespace QueueService.Tests.FunctionsHost.Workers;

/// <summary>One process of the worker.</summary>
internal sealed class Worker : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>How long the host waits for invocations before it has the worker end.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(10);

    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private readonly Process _process;
    private readonly Task<WorkerChannel> _connecting;
    private readonly Action<string> _log;
    private readonly TimeSpan _functionTimeout;
    private readonly ConcurrentDictionary<string, Task> _underWay = new();

    /// <summary>Held to kill and to let go of the process, which its supervisor does as soon as it has ended.</summary>
    private readonly Lock _letGo = new();
    private bool _isGone;
    private WorkerChannel? _channel;

    private Worker(Process process, Task<WorkerChannel> connecting, TimeSpan functionTimeout, Action<string> log)
    {
        _process = process;
        _connecting = connecting;
        _functionTimeout = functionTimeout;
        _log = log;
    }

    public int ProcessId => _process.Id;

    /// <summary>Time since the process was started.</summary>
    public TimeSpan Age => Stopwatch.GetElapsedTime(_startedAt);

    /// <summary>How long it took until its functions were loaded.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>Where requests are passed on to.</summary>
    public string HttpAddress { get; private set; } = "";

    public IReadOnlyList<Function> Functions { get; private set; } = [];

    public static Worker Start(WorkerSetting setting, RpcServer server)
    {
        string id = Guid.NewGuid().ToString();
        Task<WorkerChannel> connecting = server.Connections.ExpectAsync(id);
        var start = new ProcessStartInfo(setting.File.Executable, [setting.File.Program, .. Arguments(server.Address, id)])
        {
            WorkingDirectory = setting.Package,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach ((string name, string value) in setting.AppSettings)
            start.Environment[name] = value;
        start.Environment["FUNCTIONS_WORKER_DIRECTORY"] = setting.Package;
        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = setting.Package;
        start.Environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        var worker = new Worker(Process.Start(start)!, connecting, setting.FunctionTimeout, setting.Log);
        worker._process.OutputDataReceived += (_, line) => worker.Log("Information", line.Data);
        worker._process.ErrorDataReceived += (_, line) => worker.Log("Error", line.Data);
        worker._process.BeginOutputReadLine();
        worker._process.BeginErrorReadLine();
        return worker;
    }

    /// <summary>Goes through the host's start with it; false if the process has ended before.</summary>
    /// <exception cref="TimeoutException">A step took longer than the host waits.</exception>
    public async Task<bool> IsReadyAsync(WorkerSetting setting, CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task exit = _process.WaitForExitAsync(ended.Token);
        Task starting = StartAsync(setting, ended.Token);
        if (await Task.WhenAny(starting, exit) == exit)
        {
            await ended.CancelAsync();
            await starting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return false;
        }

        await starting;
        ReadyAfter = Age;
        return true;
    }

    /// <summary>Has a function called; ends when it has ended.</summary>
    /// <exception cref="InvalidOperationException">The function failed.</exception>
    /// <exception cref="TimeoutException">It timed out; the process was killed, to be started anew.</exception>
    public async Task InvokeAsync(
        Function function, string invocation, TypedData trigger, CancellationToken cancellation)
    {
        Task call = CallAsync(function, invocation, trigger, cancellation);
        _underWay[invocation] = call;
        try
        {
            await call;
        }
        finally
        {
            _underWay.TryRemove(invocation, out _);
        }
    }

    /// <summary>How many invocations it has not answered yet.</summary>
    public int UnderWay => _underWay.Count;

    /// <summary>Tells it that nobody waits for the invocations under way, nor for one that it never heard of.</summary>
    public async Task CancelAsync()
    {
        foreach (string invocation in (string[])[.. _underWay.Keys, Guid.NewGuid().ToString()])
            await TellCancelAsync(invocation);
    }

    /// <summary>What the host asks now and then: whether the worker still hears.</summary>
    public Task AskStatusAsync(CancellationToken cancellation) => _channel!.AskAsync(
        new StreamingMessage { WorkerStatusRequest = new WorkerStatusRequest() },
        nameof(StreamingMessage.WorkerStatusResponse),
        Grace,
        cancellation);

    /// <summary>Ends when the process has ended; answers its exit code.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    /// <summary>
    /// Waits for the invocations under way, then has the process end by itself, and kills it if it has not.
    /// </summary>
    /// <param name="grace">How long the process may take; 5 s in the host.</param>
    /// <param name="drain">How long invocations may take; 10 s in the host.</param>
    public async Task TerminateAsync(TimeSpan? grace = null, TimeSpan? drain = null)
    {
        if (HasEnded)
            return;
        await Task.WhenAll(_underWay.Values).WaitAsync(drain ?? Drain)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        WorkerTerminate terminate = new() { GracePeriod = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(grace ?? Grace) };
        if (_channel is not null)
            await _channel.TellAsync(new StreamingMessage { WorkerTerminate = terminate });
        using var patience = new CancellationTokenSource(_channel is null ? TimeSpan.Zero : grace ?? Grace);
        await _process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Kill();
    }

    public void Dispose()
    {
        Kill();

        // Waits for the end of what it wrote, too.
        _process.WaitForExit();
        lock (_letGo)
        {
            _isGone = true;
            _process.Dispose();
        }
    }

    private async Task CallAsync(
        Function function, string invocation, TypedData trigger, CancellationToken cancellation)
    {
        InvocationRequest request = new() { FunctionId = function.Id, InvocationId = invocation, TraceContext = new RpcTraceContext() };
        request.InputData.Add(new ParameterBinding { Name = function.Trigger, Data = trigger });
        await using CancellationTokenRegistration cancel = cancellation.Register(() => _ = TellCancelAsync(invocation));
        try
        {
            StreamingMessage answer = await _channel!.AskAsync(
                new StreamingMessage { InvocationRequest = request }, invocation, _functionTimeout, CancellationToken.None);
            Check(answer.InvocationResponse.Result, function.Name);
        }
        catch (TimeoutException)
        {
            _log($"[Host] Timeout value of {_functionTimeout} was exceeded by function {function.Name}.");
            Kill();
            throw;
        }
    }

    private Task TellCancelAsync(string invocation) => _channel!.TellAsync(
        new StreamingMessage { InvocationCancel = new InvocationCancel { InvocationId = invocation } });

    private static string[] Arguments(Uri host, string id)
    {
        string request = Guid.NewGuid().ToString();
        string length = $"{int.MaxValue}";
        return
        [
            "--host", host.Host, "--port", $"{host.Port}", "--workerId", id, "--requestId", request,
            "--grpcMaxMessageLength", length,
            "--functions-uri", host.AbsoluteUri, "--functions-worker-id", id, "--functions-request-id", request,
            "--functions-grpc-max-message-length", length,
        ];
    }

    private async Task StartAsync(WorkerSetting setting, CancellationToken cancellation)
    {
        WorkerChannel channel = await ConnectedAsync(setting.StartPatience, cancellation);
        channel.Log = line => Log($"Link {line.Level}", line.Message);
        WorkerGreeting greeting = new(channel, setting);
        string? address = setting.IsPlaceholder
            ? await greeting.SpecializeAsync(cancellation)
            : await greeting.InitializeAsync(cancellation);
        HttpAddress = address
            ?? throw new InvalidDataException("The worker does not say where it listens (HttpUri); requests would come by gRPC.");
        Functions = await greeting.LoadAsync(cancellation);
        _channel = channel;
    }

    private async Task<WorkerChannel> ConnectedAsync(TimeSpan patience, CancellationToken cancellation)
    {
        try
        {
            return await _connecting.WaitAsync(patience, cancellation);
        }
        catch (TimeoutException timeout)
        {
            throw new TimeoutException(
                $"The worker has not connected to the host within {patience.TotalSeconds} s of its start.", timeout);
        }
    }

    internal static void Check(StatusResult result, string what)
    {
        if (result.Status != StatusResult.Types.Status.Success)
            throw new InvalidOperationException($"{what}: {result.Status} {result.Exception?.Message}");
    }

    private bool HasEnded
    {
        get
        {
            lock (_letGo)
                return _isGone || _process.HasExited;
        }
    }

    private void Kill()
    {
        lock (_letGo)
        {
            if (!HasEnded)
                _process.Kill(entireProcessTree: true);
        }
    }

    private void Log(string level, string? line)
    {
        if (line is not null)
            _log($"[{level}] {line}");
    }
}
