using QueueService.Functions.Rest;
using QueueService.Storage;

namespace QueueService.Functions.Service;

/// <summary>The calls about the service itself.</summary>
internal static class ServiceRoutes
{
    public static void Map(IEndpointRouteBuilder app, IStore store)
    {
        app.MapGet("/", context => AnswerAsync(context, "queue-service"));
        app.MapGet("/healthz", context => AnswerAsync(context, "ok"));
        app.MapGet("/readyz", async context =>
        {
            await store.CheckAsync(context.RequestAborted);
            await AnswerAsync(context, "ready");
        });
        app.MapGet("/metrics", context => MetricsWriter.WriteAsync(context, store.Meter));
    }

    private static async Task AnswerAsync(HttpContext context, string status)
    {
        using JsonAnswer answer = JsonAnswer.Begin();
        answer.Writer.WriteStartObject();
        answer.Writer.WriteString("status", status);
        answer.Writer.WriteString("openapi", "/openapi/v1.json");
        answer.Writer.WriteEndObject();
        await answer.SendAsync(context.Response);
    }
}
