using QueueService.Functions.Rest.Json;
using QueueService.Queues;

namespace QueueService.Functions.Rest;

/// <summary>What every call takes from its request.</summary>
internal static class RequestContext
{
    public delegate T BodyParser<out T>(ReadOnlySpan<byte> body);

    /// <summary>The queue that the address names.</summary>
    public static QueueName QueueName(this HttpContext context) =>
        QueueService.Queues.QueueName.Parse(context.Request.RouteValues["queue"] as string);

    /// <summary>The body of a call that takes JSON and no query parameters.</summary>
    public static async ValueTask<T> ReadJsonAsync<T>(this HttpContext context, BodyParser<T> parse)
    {
        RequestQuery.Of(context.Request);
        MediaTypes.RequireJson(context.Request);
        using RequestBody body = await RequestBody.ReadAsync(context);
        return parse(body.Span);
    }
}
