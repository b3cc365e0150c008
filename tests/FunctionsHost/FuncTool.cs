using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace QueueService.Tests.FunctionsHost;

/// <summary>The real host, as Azure Functions Core Tools bring it.</summary>
public sealed class FuncTool : IFunctionsHost
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);

    private readonly Process _process;
    private readonly HttpClient _http;
    private readonly DirectoryInfo _folder;

    private FuncTool(Process process, HttpClient http, DirectoryInfo folder)
    {
        _process = process;
        _http = http;
        _folder = folder;
    }

    /// <summary>The path of <c>func</c>; null if it is not installed.</summary>
    public static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "func.exe" : "func"))
        .FirstOrDefault(File.Exists);

    public Uri Address => _http.BaseAddress!;

    /// <summary>Starts it on a copy of the package, since it reads the app settings from a file in there.</summary>
    public static FuncTool Start(string tool, string package, IReadOnlyDictionary<string, string> settings, Action<string> log)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("queue-service-func");
        CopyFolder(package, folder.FullName);
        var values = new Dictionary<string, string>(settings) { ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated" };
        File.WriteAllText(
            Path.Combine(folder.FullName, "local.settings.json"),
            JsonSerializer.Serialize(new { IsEncrypted = false, Values = values }));
        int port = FreePort();
        var start = new ProcessStartInfo(tool, ["start", "--port", $"{port}"])
        {
            UseShellExecute = false,
            WorkingDirectory = folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => log(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => log(line.Data ?? "");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var http = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}") };
        return new FuncTool(process, http, folder);
    }

    public async Task WaitUntilReadyAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                using HttpResponseMessage answer = await _http.GetAsync(new Uri("/healthz", UriKind.Relative), cancellation);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // It does not listen yet; the caller's deadline ends this.
            }

            await Task.Delay(Period, cancellation);
        }
    }

    public async Task CallTimerAsync(string function, CancellationToken cancellation)
    {
        using HttpResponseMessage answer = await _http.PostAsJsonAsync(
            new Uri($"/admin/functions/{function}", UriKind.Relative), new { input = "" }, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
