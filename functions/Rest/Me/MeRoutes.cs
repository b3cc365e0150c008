using QueueService.Functions.Access;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.OpenApi;

namespace QueueService.Functions.Rest.Me;

/// <summary><c>GET /v1/me</c>.</summary>
internal static class MeRoutes
{
    public static void Map(IEndpointRouteBuilder app, TimeProvider time) =>
        app.MapCall("GET", "/v1/me", context => AnswerAsync(context, time), "Tell who asks, and what they may do.")
            .NeedsAnyKey()
            .Answers<MeAnswer>(200).Refuses(400);

    private static Task AnswerAsync(HttpContext context, TimeProvider time)
    {
        RequestQuery.Of(context.Request);
        return context.AnswerAsync(
            MeAnswer.From(context.Principal(), time.GetUtcNow()), RestContracts.Default.MeAnswer);
    }
}
