using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QueueService.Functions.Hosting;
using QueueService.Tests.Secrets;

namespace QueueService.Tests.Functions.Http;

/// <summary>
/// The real program in this process, on a free port and a store in memory; one for all tests of a class.
/// </summary>
public class TestService : IAsyncLifetime
{
    private RunningService? _service;

    public TestService()
    {
        Watch = new ServiceWatch(GetType().Name);
        Lines = new LogLines(Watch);
    }

    internal HttpClient Http { get; private set; } = new();

    /// <summary>Hears its log, and the errors that it answers.</summary>
    internal ServiceWatch Watch { get; }

    /// <summary>Every line of its log.</summary>
    internal LogLines Lines { get; }

    internal Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>False if something stands in front that answers a request which never arrives whole.</summary>
    internal virtual bool AnswersForItself => true;

    /// <summary>The header lines that let a request in which no client library has made.</summary>
    internal virtual string RawHeaders => "";

    internal IServiceProvider Services => _service!.App.Services;

    /// <summary>The arguments that name the store.</summary>
    private protected virtual string[] Storage => ["--Storage:Kind=Memory"];

    /// <summary>True to start as the Functions host starts it.</summary>
    private protected virtual bool IsBehindFunctionsHost => false;

    public virtual async Task InitializeAsync()
    {
        string[] arguments = ["--urls=http://127.0.0.1:0", .. Storage];
        Watch.Know(arguments);
        _service = await ServiceHost.StartAsync(
            arguments,
            log => log.AddProvider(Lines).AddFilter<LogLines>("QueueService", LogLevel.Trace),
            IsBehindFunctionsHost);
        IServer server = Services.GetRequiredService<IServer>();
        Connect(new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.Single()));
    }

    public virtual async Task DisposeAsync()
    {
        Http.Dispose();
        if (_service is not null)
            await _service.DisposeAsync();
        Watch.AssertNoSecretWasSaid();
    }

    /// <summary>What requests pass on their way out.</summary>
    private protected virtual HttpMessageHandler Handler() => new SocketsHttpHandler();

    /// <summary>Sends to this address from now on.</summary>
    private protected void Connect(Uri address)
    {
        Address = address;
        Http = new HttpClient(new WatchedAnswers(Watch, Handler())) { BaseAddress = address };
    }

    /// <summary>Makes a queue of a name of its own and answers its path.</summary>
    internal async Task<string> CreateQueueAsync(string settings = "{}", bool fifo = false)
    {
        string path = $"/v1/queues/q{Guid.NewGuid():N}{(fifo ? ".fifo" : "")}";
        (int status, JsonElement body) = await CallAsync("PUT", path, settings);
        Assert.True(status == 201, body.ToString());
        return path;
    }

    /// <summary>Makes an exchange of a name of its own and answers its path.</summary>
    internal async Task<string> CreateExchangeAsync(string type, string more = "")
    {
        string path = $"/v1/exchanges/x.{Guid.NewGuid():N}";
        (int status, JsonElement body) = await CallAsync("PUT", path, $$"""{"type":"{{type}}"{{more}}}""");
        Assert.True(status == 201, body.ToString());
        return path;
    }

    /// <summary>Binds a queue by its path, with other members of the binding, and answers the id.</summary>
    internal async Task<string> BindAsync(string exchange, string queue, string more = "")
    {
        string name = queue["/v1/queues/".Length..];
        return Text(await OkAsync("POST", $"{exchange}/bindings", $$"""{"queue":"{{name}}"{{more}}}"""), "bindingId");
    }

    internal Task<(int Status, JsonElement Body)> CallAsync(string method, string path, string? json = null) =>
        CallAsync(method, path, json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"));

    internal async Task<(int Status, JsonElement Body)> CallAsync(string method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative)) { Content = content };
        using HttpResponseMessage response = await Http.SendAsync(request);
        byte[] bytes = await response.Content.ReadAsByteArrayAsync();
        string? type = response.Content.Headers.ContentType?.MediaType;
        Assert.Equal((int)response.StatusCode < 400 ? "application/json" : "application/problem+json", type ?? "application/json");
        return ((int)response.StatusCode, bytes.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(bytes));
    }

    internal async Task<JsonElement> OkAsync(string method, string path, string? json = null)
    {
        (int status, JsonElement body) = await CallAsync(method, path, json);
        Assert.True(status is >= 200 and < 300, $"{method} {path} gave {status}: {body}");
        return body;
    }

    internal async Task<string> RefusedAsync(int expected, string method, string path, string? json = null)
    {
        (int status, JsonElement body) = await CallAsync(method, path, json);
        Assert.True(status == expected, $"{method} {path} gave {status}: {body}");
        Assert.Equal(expected, body.GetProperty("status").GetInt32());
        Assert.NotEmpty(body.GetProperty("detail").GetString()!);
        Assert.NotEmpty(body.GetProperty("title").GetString()!);
        Assert.NotEmpty(body.GetProperty("type").GetString()!);
        return body.GetProperty("code").GetString()!;
    }

    internal Task SendAsync(string queue, params string[] messages) =>
        OkAsync("POST", $"{queue}/messages", $"{{\"messages\":[{string.Join(',', messages)}]}}");

    internal async Task<List<JsonElement>> ReceiveAsync(string queue, string options = """{"maxMessages":100}""") =>
        [.. (await OkAsync("POST", $"{queue}/messages/receive", options)).GetProperty("messages").EnumerateArray()];

    /// <summary>Receives until something comes; the long poll wakes, so nothing here sleeps.</summary>
    internal async Task<List<JsonElement>> AwaitMessagesAsync(string queue, int count = 1)
    {
        List<JsonElement> messages = [];
        var deadline = DateTime.UtcNow.AddSeconds(20);
        while (messages.Count < count && DateTime.UtcNow < deadline)
            messages.AddRange(await ReceiveAsync(queue, """{"maxMessages":100,"waitSeconds":5}"""));
        Assert.Equal(count, messages.Count);
        return messages;
    }

    /// <summary>Acts on handles and answers the status words.</summary>
    internal async Task<string[]> SettleAsync(string queue, string call, params string[] handles)
    {
        string json = string.Equals(call, "extend", StringComparison.Ordinal)
            ? JsonSerializer.Serialize(new { receipts = handles.Select(h => new { receiptHandle = h, visibilityTimeoutSeconds = 30 }) })
            : JsonSerializer.Serialize(new { receiptHandles = handles });
        JsonElement answer = await OkAsync("POST", $"{queue}/messages/{call}", json);
        return [.. answer.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("status").GetString()!)];
    }

    /// <summary>Asks again until the answer is as wanted, or 20 s are over.</summary>
    internal static async Task<JsonElement> EventuallyAsync(Func<Task<JsonElement>> ask, Func<JsonElement, bool> wanted)
    {
        var deadline = DateTime.UtcNow.AddSeconds(20);
        while (true)
        {
            JsonElement answer = await ask();
            if (wanted(answer))
                return answer;
            Assert.True(DateTime.UtcNow < deadline, $"still {answer}");
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    internal static string Text(JsonElement element, string member) => element.GetProperty(member).GetString()!;
}
