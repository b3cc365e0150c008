using System.Net;
using System.Text;
using System.Text.Json;
using QueueService.Tests.Chaos.Record;
using QueueService.Tests.Chaos.Service;
using QueueService.Tests.Secrets;

namespace QueueService.Tests.Chaos.Clients;

/// <summary>Calls some instance that listens, and tells what may be concluded from how the call ended.</summary>
internal sealed class RestClient(IReadOnlyList<ServiceInstance> instances, Ledger ledger) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    // No keys are made here, so every secret is known before an error could show it.
    private readonly HttpClient _http = new(new WatchedAnswers(new ServiceWatch("an instance"), new SocketsHttpHandler()))
    {
        // Longer than a long poll and all patience of the service together.
        Timeout = TimeSpan.FromSeconds(70),
    };

    private int _failures;

    /// <summary>Calls that were refused, or whose outcome is not known.</summary>
    public int Failures => _failures;

    /// <summary>What the last of them answered; empty if none did.</summary>
    public string LastFailure { get; private set; } = "";

    public async Task<RestAnswer> CallAsync(
        HttpMethod method, string path, string? json, CancellationToken cancellationToken)
    {
        RestAnswer answer = await AskAsync(method, path, json, cancellationToken);
        if (answer.Outcome != Outcome.Done)
        {
            Interlocked.Increment(ref _failures);
            LastFailure = $"{answer.Outcome}: {answer.Body}";
        }

        return answer;
    }

    public void Dispose() => _http.Dispose();

    private async Task<RestAnswer> AskAsync(
        HttpMethod method, string path, string? json, CancellationToken cancellationToken)
    {
        Uri address = await PickAsync(cancellationToken);
        using HttpRequestMessage request = new(method, new Uri(address, path));
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken);
            return Judge(request, response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (HttpRequestException error) when (error.HttpRequestError == HttpRequestError.ConnectionError)
        {
            return new RestAnswer(Outcome.Refused, default);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
        {
            return new RestAnswer(Outcome.Unknown, default);
        }
    }

    private async Task<Uri> PickAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Uri[] up = [.. instances.Select(instance => instance.Address).OfType<Uri>()];
            if (up.Length > 0)
                return Random.Shared.GetItems(up, 1)[0];
            await Task.Delay(Pause, cancellationToken);
        }
    }

    private RestAnswer Judge(HttpRequestMessage request, HttpStatusCode status, string body)
    {
        JsonElement json = body.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(body);
        if ((int)status < 300)
            return new RestAnswer(Outcome.Done, json);
        string code = json.ValueKind == JsonValueKind.Object && json.TryGetProperty("code", out JsonElement member)
            ? member.GetString()!
            : "";
        // An earlier call, of which there was no answer, has taken it away.
        if (string.Equals(code, "BindingNotFound", StringComparison.Ordinal))
            return new RestAnswer(Outcome.Done, json);
        if (status != HttpStatusCode.ServiceUnavailable && !IsRefusedRedrive(code))
            ledger.AddMistake($"{request.Method} {request.RequestUri!.AbsolutePath} answered {(int)status}: {body}");
        bool isUnknown = string.Equals(code, "OutcomeUnknown", StringComparison.Ordinal)
            || status == HttpStatusCode.InternalServerError;
        return new RestAnswer(isUnknown ? Outcome.Unknown : Outcome.Refused, json);
    }

    /// <summary>An operator may be too early.</summary>
    private static bool IsRefusedRedrive(string code) =>
        string.Equals(code, "RedriveInProgress", StringComparison.Ordinal);
}
