using QueueService.Access.Policies;
using QueueService.Functions.Access;
using QueueService.Functions.Rest.Exchanges.Bindings;
using QueueService.Functions.Rest.Exchanges.Publishing;
using QueueService.Functions.Rest.Messages;
using QueueService.Functions.Rest.OpenApi;
using QueueService.Queues;
using QueueService.Routing;

namespace QueueService.Functions.Rest.Exchanges;

/// <summary>The calls about exchanges.</summary>
internal static class ExchangeRoutes
{
    private const string Exchanges = "/v1/exchanges";
    private const string Exchange = "/v1/exchanges/{exchange}";
    private const string Bindings = "/v1/exchanges/{exchange}/bindings";

    private static readonly string[] Booleans = ["true", "false"];

    public static void Map(IEndpointRouteBuilder app, Broker queues, ExchangeBroker exchanges)
    {
        MapExchanges(app, new ExchangeEndpoints(exchanges));
        MapBindings(app, new BindingEndpoints(queues, exchanges));
        MapPublishing(app, exchanges);
    }

    private static void MapExchanges(IEndpointRouteBuilder app, ExchangeEndpoints exchanges)
    {
        app.MapCall("GET", Exchanges, exchanges.ListAsync, "List exchanges in order of their names.")
            .NeedsAnyKey()
            .TakesQuery("prefix", "Only exchanges whose names begin with this.")
            .TakesQuery("limit", "Exchanges on a page, 100 unless given.", 1, Limits.MaxPageSize)
            .TakesQuery("cursor", "Where the page begins, as the page before said.")
            .Answers<ExchangesAnswer>(200).Refuses(400);
        app.MapCall("PUT", Exchange, exchanges.PutAsync, "Create an exchange, or find it as it is to be.")
            .NeedsOfExchange(AccessActions.Manage)
            .Takes<ExchangeBody>(optional: false)
            .WithExample("""{"type": "topic", "alternateExchange": "unrouted"}""")
            .Answers<ExchangeAnswer>(201).Answers<ExchangeAnswer>(200).Refuses(400, 409);
        app.MapCall("GET", Exchange, exchanges.GetAsync, "Show an exchange with its settings and counts.")
            .NeedsOfExchange(AccessActions.OfExchanges)
            .Answers<ExchangeAnswer>(200).Refuses(400, 404);
        app.MapCall("PATCH", Exchange, exchanges.PatchAsync, "Change some settings of an exchange.")
            .NeedsOfExchange(AccessActions.Manage)
            .Takes<ExchangeBody>(optional: true)
            .WithExample("""{"alternateExchange": null, "tags": {"team": "shop"}}""")
            .Answers<ExchangeAnswer>(200).Refuses(400, 404, 409);
        app.MapCall(
                "DELETE", Exchange, exchanges.DeleteAsync, "Delete an exchange with the bindings from it and to it.")
            .NeedsOfExchange(AccessActions.Manage)
            .TakesNothing()
            .TakesQuery(
                "ifUnused", "Only if nothing leads from it or to it, and no dead letters go there.", words: Booleans)
            .Answers(204).Refuses(400, 404, 409);
    }

    private static void MapBindings(IEndpointRouteBuilder app, BindingEndpoints bindings)
    {
        app.MapCall("POST", Bindings, bindings.PostAsync, "Bind a queue or an exchange, or find it bound so.")
            .NeedsOfExchange(AccessActions.Manage)
            .Takes<BindingBody>(optional: false)
            .WithExample(
                """
                {"queue": "bills", "routingKey": "order.paid.#",
                 "match": {"attributes": {"country": {"anyOf": ["DE", "AT"]}, "test": {"exists": false}}}}
                """)
            .Answers<BindingAnswer>(201).Answers<BindingAnswer>(200).Refuses(400, 404, 409);
        app.MapCall("PUT", Bindings, bindings.PutAsync, "Set the bindings of an exchange: exactly these, in one step.")
            .NeedsOfExchange(AccessActions.Manage)
            .Takes<BindingSetBody>(optional: false)
            .WithExample(
                """
                {"bindings": [{"queue": "bills", "routingKey": "order.paid"}, {"exchange": "log", "routingKey": "#"}]}
                """)
            .Answers<BindingCountsAnswer>(200).Refuses(400, 404, 409);
        app.MapCall("GET", Bindings, bindings.ListAsync, "List the bindings from an exchange, or to it.")
            .NeedsOfExchange(AccessActions.OfExchanges)
            .TakesQuery("to", "True for the bindings that lead to it.", words: Booleans)
            .TakesPages()
            .Answers<BindingsAnswer>(200).Refuses(400, 404);
        app.MapCall(
                "GET",
                "/v1/queues/{queue}/bindings",
                bindings.ListToQueueAsync,
                "List the bindings that lead to a queue.")
            .Needs(AccessActions.OfQueues)
            .TakesPages()
            .Answers<BindingsAnswer>(200).Refuses(400, 404);
        app.MapCall("DELETE", Bindings + "/{bindingId}", bindings.DeleteAsync, "Take a binding away.")
            .NeedsOfExchange(AccessActions.Manage)
            .TakesNothing()
            .Answers(204).Refuses(400, 404);
    }

    private static void MapPublishing(IEndpointRouteBuilder app, ExchangeBroker exchanges)
    {
        app.MapCall(
                "POST",
                Exchange + "/messages",
                new PublishEndpoint(exchanges).PublishAsync,
                "Publish 1 to 100 messages, all or none; as another Content-Type than JSON, one message as it is.")
            .NeedsOfExchange(AccessActions.Send)
            .Takes<PublishBody>(optional: false, "*/*")
            .WithExample(
                """{"messages": [{"body": "17", "routingKey": "order.paid", "attributes": {"country": "DE"}}]}""")
            .TakesRawMessage()
            .TakesQuery("routingKey", "One-message form: the routing key; empty unless given.")
            .TakesQuery(
                "mandatory",
                "One-message form: whether it is refused if it would reach no queue; true unless given.",
                words: Booleans)
            .Answers<PublishAnswer>(200).Refuses(400, 404, 409);
        app.MapCall(
                "POST",
                Exchange + "/route",
                new RouteDryRun(exchanges).TellAsync,
                "Tell where a message would go; nothing is stored.")
            .NeedsOfExchange(AccessActions.Send | AccessActions.Peek | AccessActions.Manage)
            .Takes<RouteBody>(optional: true)
            .WithExample("""{"routingKey": "order.paid", "attributes": {"country": "DE"}}""")
            .Answers<RouteAnswer>(200).Refuses(400, 404);
    }

    private static IEndpointConventionBuilder TakesPages(this IEndpointConventionBuilder call) => call
        .TakesQuery("limit", "Bindings on a page, 100 unless given.", 1, Limits.MaxPageSize)
        .TakesQuery("cursor", "Where the page begins, as the page before said.");
}
