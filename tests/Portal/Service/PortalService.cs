using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace QueueService.Tests.Portal.Service;

/// <summary>The program as a user starts it, on a free port and a store in memory unless told otherwise.</summary>
public sealed class PortalService : IDisposable
{
    private const string Listening = "Listening on ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringBuilder _output = new();
    private readonly Process _process;

    private PortalService(IEnumerable<string> arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "QueueService.dll");
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [program, .. arguments])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
            EnableRaisingEvents = true,
        };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Exited += (_, _) =>
            _listening.TrySetException(new InvalidOperationException($"The program has ended: {_output}"));
    }

    public HttpClient Http { get; private set; } = new();

    public Uri Address => Http.BaseAddress!;

    public static async Task<PortalService> StartAsync(params string[] arguments)
    {
        bool isStoreNamed = Array.Exists(arguments, each => each.StartsWith("--Storage", StringComparison.Ordinal));
        bool isPlaceNamed = Array.Exists(arguments, each => each.StartsWith("--urls", StringComparison.Ordinal));
        string[] defaults =
        [
            .. isPlaceNamed ? Array.Empty<string>() : ["--urls=http://127.0.0.1:0"],
            .. isStoreNamed ? Array.Empty<string>() : ["--Storage:Kind=Memory"],
        ];
        PortalService service = new([.. defaults, .. arguments]);
        service._process.Start();
        service._process.BeginOutputReadLine();
        service._process.BeginErrorReadLine();
        Uri address = await service._listening.Task.WaitAsync(Patience);
        service.Http = new HttpClient { BaseAddress = address };
        return service;
    }

    /// <summary>Shows this key with every call of <see cref="CallAsync"/>.</summary>
    public void UseKey(string key) =>
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

    /// <summary>Makes a call that must succeed.</summary>
    public async Task<JsonElement> CallAsync(string method, string path, object? body = null)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), new Uri(path, UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await Http.SendAsync(request);
        string answer = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{method} {path} gave {(int)response.StatusCode}: {answer}");
        return answer.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(answer);
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Http.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.AppendLine(line);
        if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and int at)
            _listening.TrySetResult(new Uri(line[(at + Listening.Length)..].Split(',')[0]));
    }
}
