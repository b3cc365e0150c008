using System.Collections.Concurrent;

namespace QueueService.Functions.Rest.OpenApi;

/// <summary>
/// Keeps the document once it is made, which costs a twentieth of a second: it is always the same but for the address
/// that it names.
/// </summary>
internal static class KeptDocument
{
    /// <summary>Clients may address the service by any name; past a few the document is made anew each time.</summary>
    private const int MostAddresses = 8;

    public static T KeepsDocument<T>(this T call)
        where T : IEndpointConventionBuilder
    {
        ConcurrentDictionary<string, byte[]> kept = new(StringComparer.Ordinal);
        call.Finally(endpoint =>
        {
            RequestDelegate make = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = context => AnswerAsync(context, make, kept);
        });
        return call;
    }

    private static async Task AnswerAsync(
        HttpContext context, RequestDelegate make, ConcurrentDictionary<string, byte[]> kept)
    {
        HttpRequest request = context.Request;
        string key = $"{request.Scheme} {request.Host.Value} {request.Path.Value}";
        if (kept.TryGetValue(key, out byte[]? document))
        {
            context.Response.ContentType = "application/json;charset=utf-8";
            context.Response.ContentLength = document.Length;
            await context.Response.BodyWriter.WriteAsync(document, context.RequestAborted);
            return;
        }

        Stream answer = context.Response.Body;
        using MemoryStream copy = new();
        context.Response.Body = copy;
        try
        {
            await make(context);
        }
        finally
        {
            context.Response.Body = answer;
        }

        document = copy.ToArray();
        if (context.Response.StatusCode == StatusCodes.Status200OK && kept.Count < MostAddresses)
            kept.TryAdd(key, document);
        await answer.WriteAsync(document, context.RequestAborted);
    }
}
