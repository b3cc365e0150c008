using System.Collections.Concurrent;
using System.Diagnostics;
using QueueService.Benchmarks.Load;

namespace QueueService.Benchmarks.Processes;

/// <summary>A process that does not outlive this one; its last lines of output explain a failure.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const int KeptLines = 30;
    private static readonly ConcurrentDictionary<int, ChildProcess> Running = new();

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    static ChildProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (ChildProcess child in Running.Values)
            child.Kill();
    };

    private ChildProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>The last lines that the process wrote.</summary>
    public string Output => string.Join('\n', _output);

    public static ChildProcess Start(
        string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        SocketTuning.Remove(start.Environment);
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
            start.Environment[name] = value;
        var child = new ChildProcess(new Process { StartInfo = start });
        child._process.Start();
        Running[child.Id] = child;
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Ends it at once, as a power cut would, and waits until it is gone.</summary>
    public void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    /// <summary>Waits for an orderly end; a failure shows what the process wrote.</summary>
    public async Task WaitForSuccessAsync(string what, CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        if (_process.ExitCode != 0)
            throw new BenchmarkFailedException($"{what} ended with exit code {_process.ExitCode}:\n{Output}");
    }

    public void Dispose()
    {
        Kill();
        Running.TryRemove(Id, out _);
        _process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
            return;
        _output.Enqueue(line.Data);
        while (_output.Count > KeptLines)
            _output.TryDequeue(out _);
    }
}
