using System.Collections.Concurrent;
using System.Diagnostics;
using QueueService.Tests.Secrets;

namespace QueueService.Tests.Chaos.Service;

/// <summary>
/// One process of the service after the other, each on the same store; killed as a power cut would, and started anew.
/// </summary>
internal sealed class ServiceInstance(string name, string program, IReadOnlyList<string> storage) : IAsyncDisposable
{
    private const string Listening = "Listening on ";
    private const int KeptLines = 100;
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _output = new();
    private readonly ServiceWatch _watch = new(name);
    private Process? _process;

    public string Name { get; } = name;

    /// <summary>Where it listens; null while it does not.</summary>
    public Uri? Address { get; private set; }

    public int Kills { get; private set; }

    /// <summary>The last lines that it wrote.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Resident memory in bytes; 0 while it does not run.</summary>
    public long ResidentBytes
    {
        get
        {
            if (_process is null || _process.HasExited)
                return 0;
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public static ServiceInstance OnDisk(string name, string program, string folder) =>
        new(name, program, ["--Storage:Kind", "Local", "--Storage:Path", folder]);

    /// <summary>
    /// Starts a process and waits until it listens; throws <see cref="StartFailedException"/> if it does not.
    /// </summary>
    public async Task StartAsync()
    {
        _output.Clear();
        ProcessStartInfo start = new("dotnet", [program, "--urls", "http://127.0.0.1:0", .. storage])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _watch.Know(storage);
        TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Process process = new() { StartInfo = start };
        process.OutputDataReceived += (_, line) => Note(line.Data, listening);
        process.ErrorDataReceived += (_, line) => Note(line.Data, listening);
        process.Start();
        _process = process;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using CancellationTokenSource over = new();
        Task ended = process.WaitForExitAsync(over.Token);
        Task first = await Task.WhenAny(listening.Task, ended, Task.Delay(StartPatience, over.Token));
        await over.CancelAsync();
        if (first != listening.Task)
        {
            throw new StartFailedException(
                $"Instance {Name} did not start:\n{Output}", process.HasExited ? process.ExitCode : null);
        }

        Address = await listening.Task;
    }

    /// <summary>Ends it at once: SIGKILL.</summary>
    public async Task KillAsync()
    {
        Address = null;
        if (_process is not { } process)
            return;
        _process = null;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Kills++;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
        _watch.AssertNoSecretWasSaid();
    }

    private void Note(string? line, TaskCompletionSource<Uri> listening)
    {
        _watch.Log(line);
        if (line is null)
            return;
        _output.Enqueue(line);
        while (_output.Count > KeptLines)
            _output.TryDequeue(out _);
        int at = line.IndexOf(Listening, StringComparison.Ordinal);
        if (at >= 0)
            listening.TrySetResult(new Uri(line[(at + Listening.Length)..].Split(',')[0]));
    }
}
