using QueueService.Functions.Rest.Json;
using QueueService.Routing;
using QueueService.Routing.Publishing;

namespace QueueService.Functions.Rest.Exchanges.Publishing;

/// <summary><c>POST /v1/exchanges/{exchange}/route</c>: tells where a message would go, and stores nothing.</summary>
internal sealed class RouteDryRun(ExchangeBroker exchanges)
{
    public async Task TellAsync(HttpContext context)
    {
        ExchangeName exchange = context.ExchangeName();
        (var keys, var attributes) = await context.ReadJsonAsync(RouteParser.Parse);
        RouteInfo route = await exchanges.RouteAsync(exchange, keys, attributes, context.RequestAborted);
        await context.AnswerAsync(RouteAnswer.From(route), RestContracts.Default.RouteAnswer);
    }
}
