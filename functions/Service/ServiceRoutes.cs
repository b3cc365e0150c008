using QueueService.Access.Policies;
using QueueService.Functions.Access;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.OpenApi;
using QueueService.Functions.Sqs;
using QueueService.Queues;
using QueueService.Storage;

namespace QueueService.Functions.Service;

/// <summary>The calls about the service itself.</summary>
internal static class ServiceRoutes
{
    public static void Map(
        IEndpointRouteBuilder app,
        Broker broker,
        IStore store,
        MetricsEndpoint metrics,
        SqsEndpoint sqs,
        AccessOptions access)
    {
        RootEndpoint root = new(access);
        app.MapCall(
                "GET",
                "/",
                context => HttpMethods.IsGet(context.Request.Method) && SqsRoutes.IsCall(context.Request)
                    ? sqs.InvokeAsync(context)
                    : root.AnswerAsync(context),
                "Name the service, and how to sign in; takes a browser to the portal.")
            .NeedsNoKey()
            .Answers<RootAnswer>(200).Answers(302).Refuses();
        app.MapCall("GET", "/healthz", context => AnswerAsync(context, "ok"), "Tell that the process is alive.")
            .NeedsNoKey()
            .Answers<StatusBody>(200).Refuses();
        Readiness readiness = new(store, TimeProvider.System);
        app.MapCall(
            "GET",
            "/readyz",
            context => ReadyAsync(context, broker, readiness),
            "Tell whether the store answers, and the clock agrees with it.")
            .NeedsNoKey()
            .Answers<StatusBody>(200).Refuses();
        app.MapCall("GET", "/metrics", metrics.WriteAsync, "Metrics in OpenMetrics text.")
            .Needs(AccessActions.Metrics)
            .Answers(200).Refuses();
    }

    private static async Task ReadyAsync(HttpContext context, Broker broker, Readiness readiness)
    {
        broker.CheckFeatureLevel();
        await AnswerAsync(context, await readiness.CheckAsync(context.RequestAborted));
    }

    private static async Task AnswerAsync(HttpContext context, string status)
    {
        using var answer = JsonAnswer.Begin();
        answer.Json.WriteStartObject();
        answer.Json.WriteString("status"u8, status);
        answer.Json.WriteString("openapi"u8, "/openapi/v1.json"u8);
        answer.Json.WriteEndObject();
        await answer.SendAsync(context);
    }
}
