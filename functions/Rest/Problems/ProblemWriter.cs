using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using QueueService.Functions.Rest.Json;

namespace QueueService.Functions.Rest.Problems;

/// <summary>Writes a problem as <c>application/problem+json</c>.</summary>
internal static class ProblemWriter
{
    public const string MediaType = "application/problem+json";

    public static async Task WriteAsync(HttpContext context, Problem problem)
    {
        HttpResponse response = context.Response;
        if (problem.RetryAfter is { } wait)
        {
            long seconds = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        // Whoever tries many keys pays for a connection each time.
        if (problem.Status == StatusCodes.Status429TooManyRequests)
            response.Headers.Connection = "close";
        // Not Basic, although it is taken too: browsers would ask the user for a password.
        if (problem.Status == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = "Bearer realm=\"queue-service\"";
        using var answer = JsonAnswer.Begin();
        Write(answer, problem);
        await answer.SendAsync(context, problem.Status, MediaType);
    }

    private static void Write(JsonAnswer answer, Problem problem)
    {
        var json = answer.Json;
        json.WriteStartObject();
        json.WriteString("type"u8, $"urn:queue-service:problem:{problem.Code}");
        json.WriteString("title"u8, ReasonPhrases.GetReasonPhrase(problem.Status));
        json.WriteNumber("status"u8, problem.Status);
        json.WriteString("code"u8, problem.Code);
        json.WriteString("detail"u8, problem.Detail);
        if (problem.TraceId is not null)
            json.WriteString("traceId"u8, problem.TraceId);
        json.WriteEndObject();
    }
}
