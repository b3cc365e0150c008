using QueueService.Access.Policies;
using QueueService.Functions.Access;
using QueueService.Functions.Rest.OpenApi;
using QueueService.Queues;

namespace QueueService.Functions.Rest.History;

/// <summary>What queues held earlier.</summary>
internal static class HistoryRoutes
{
    public static void Map(IEndpointRouteBuilder app, Broker broker)
    {
        HistoryEndpoints history = new(broker);
        Describe(app.MapCall(
            "GET", "/v1/queues/{queue}/history", history.GetAsync, "Show what a queue held, minute by minute."))
            .Needs(AccessActions.OfQueues)
            .Answers<HistoryAnswer>(200).Refuses(400, 404);
        Describe(app.MapCall(
            "GET", "/v1/history", history.ListAsync, "Show what all queues held together, minute by minute."))
            .NeedsAnyKey()
            .TakesQuery("by", "Shows each queue for itself, too.", words: HistoryEndpoints.By)
            .Answers<HistoryAnswer>(200).Refuses(400);
    }

    private static IEndpointConventionBuilder Describe(IEndpointConventionBuilder call) => call
        .TakesQuery("from", "The first time (RFC 3339); an hour ago unless given, by hour a week ago.")
        .TakesQuery("step", "Seconds between two values; 60 unless given.", words: HistoryEndpoints.Steps);
}
