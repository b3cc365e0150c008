using System.Diagnostics;
using System.Text;
using System.Text.Json;
using QueueService.Tests.Secrets;

namespace QueueService.Tests.Functions.Http;

/// <summary>The program started as a user starts it.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ServiceWatch _watch = new("the program");
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly Process _process;

    private ServiceProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => HearError(line.Data);
        _process.Exited += (_, _) => _listening.TrySetException(new InvalidOperationException($"The program has ended: {_errors}"));
    }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>Memory of the process in bytes, as the operating system counts it.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>All that it wrote to standard output; whole once it has ended.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public static ServiceProcess Start(
        IReadOnlyList<string> arguments, params (string Name, string Value)[] environment) =>
        StartIn(Environment.CurrentDirectory, arguments, environment);

    public static ServiceProcess StartIn(
        string folder, IReadOnlyList<string> arguments, params (string Name, string Value)[] environment) =>
        Start("dotnet", [Program], folder, arguments, environment);

    /// <summary>Under a limit of the shell, such as <c>-n 512</c> open files.</summary>
    public static ServiceProcess StartLimited(
        string limit, IReadOnlyList<string> arguments, params (string Name, string Value)[] environment) => Start(
        "bash",
        ["-c", $"ulimit {limit} && exec dotnet \"$@\"", "bash", Program],
        Environment.CurrentDirectory,
        arguments,
        environment);

    private static string Program => Path.Combine(AppContext.BaseDirectory, "QueueService.dll");

    private static ServiceProcess Start(
        string command,
        IEnumerable<string> before,
        string folder,
        IReadOnlyList<string> arguments,
        (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(command, [.. before, .. arguments])
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        var service = new ServiceProcess(start);
        service._watch.Know(arguments, environment.ToDictionary(pair => pair.Name, pair => pair.Value));
        service._process.Start();
        service._process.BeginOutputReadLine();
        service._process.BeginErrorReadLine();
        return service;
    }

    /// <summary>Waits for the line that tells where it listens.</summary>
    public async Task<HttpClient> ConnectAsync()
    {
        Uri address = await _listening.Task.WaitAsync(Patience);
        return new HttpClient(new WatchedAnswers(_watch, new SocketsHttpHandler())) { BaseAddress = address };
    }

    public async Task<(int Code, string Errors)> ExitAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(deadline.Token);
        return (_process.ExitCode, _errors.ToString());
    }

    /// <summary>Asks it to end: SIGTERM.</summary>
    public Task TerminateAsync() => SignalAsync("TERM");

    /// <param name="signal">Without <c>SIG</c>.</param>
    public async Task SignalAsync(string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Waits until it has written so many lines that hold all of these texts.</summary>
    public async Task UntilSaidAsync(int lines, params string[] texts)
    {
        using var deadline = new CancellationTokenSource(2 * Patience);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (Output.Split('\n').Count(line => Array.TrueForAll(texts, line.Contains)) < lines)
            await pause.WaitForNextTickAsync(deadline.Token);
    }

    /// <summary>Ends it as a power cut would: SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public static async Task<JsonElement> CallAsync(HttpClient http, string method, string path, string json)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await http.SendAsync(request);
        string body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, body);
        return JsonSerializer.Deserialize<JsonElement>(body);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        // Waits for the end of what it wrote, too.
        _process.WaitForExit();
        _process.Dispose();
        _watch.AssertNoSecretWasSaid();
    }

    private void Hear(string? line)
    {
        const string Listening = "Listening on ";
        _watch.Log(line);
        lock (_output)
            _output.Append(line).Append('\n');
        if (line?.IndexOf(Listening, StringComparison.Ordinal) is { } at and >= 0)
            _listening.TrySetResult(new Uri(line[(at + Listening.Length)..].Split(',')[0]));
    }

    private void HearError(string? line)
    {
        _watch.Log(line);
        if (line is not null)
            _errors.Append(line).Append('\n');
    }
}
