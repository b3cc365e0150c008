using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using System.Text.Json;

namespace QueueService.Tests.FunctionsHost;

/// <summary>Calls a timer function as the host does, and demands the same answer.</summary>
internal sealed class TimerCaller(HandlerSupervisor handlers) : IDisposable
{
    private readonly HttpClient _http = new();

    /// <exception cref="InvalidOperationException">The host would take the answer for a failure, or never see its end.</exception>
    public async Task CallAsync(FunctionFile function, CancellationToken cancellation)
    {
        Handler handler = await handlers.Current.WaitAsync(cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(handler.Address, $"/{function.Name}"));
        request.Content = new StringContent(Body(function), Encoding.UTF8, MediaTypeNames.Application.Json);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Azure-Functions-Host", HostHeaders.VersionValue));
        request.Headers.Add(HostHeaders.Version, HostHeaders.VersionValue);
        request.Headers.Add(HostHeaders.InvocationId, Guid.NewGuid().ToString());
        using HttpResponseMessage response = await _http.SendAsync(request, cancellation);
        byte[] answer = await response.Content.ReadAsByteArrayAsync(cancellation);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{function.Name} answered {response.StatusCode}: {Encoding.UTF8.GetString(answer)}");
        if (response.Content.Headers.ContentType?.MediaType is not MediaTypeNames.Application.Json)
            throw new InvalidOperationException($"{function.Name} answered {response.Content.Headers.ContentType}, not JSON.");
        if (answer.Length == 0 || JsonSerializer.Deserialize<JsonElement>(answer) is not { ValueKind: JsonValueKind.Object } result)
            throw new InvalidOperationException($"{function.Name} answered no object; the invocation would never end.");
        if (result.TryGetProperty("Logs", out JsonElement logs) && logs.ValueKind is not (JsonValueKind.Array or JsonValueKind.Null))
            throw new InvalidOperationException($"{function.Name} answered Logs that are not an array.");
    }

    public void Dispose() => _http.Dispose();

    private static string Body(FunctionFile function)
    {
        string now = DateTime.UtcNow.ToString("o", CultureInfo.InvariantCulture);
        return JsonSerializer.Serialize(new
        {
            Data = new Dictionary<string, object>
            {
                [function.TimerBinding!] = new
                {
                    Schedule = new { AdjustForDST = true },
                    ScheduleStatus = (object?)null,
                    IsPastDue = false,
                },
            },
            Metadata = new { sys = new { MethodName = function.Name, UtcNow = now, RandGuid = Guid.NewGuid() } },
        });
    }
}
