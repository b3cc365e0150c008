using QueueService.Access.Policies;
using QueueService.Functions.Access;
using QueueService.Functions.Rest.OpenApi;
using QueueService.Queues;

namespace QueueService.Functions.Rest.Audit;

/// <summary>Who has managed what.</summary>
internal static class AuditRoutes
{
    public static void Map(IEndpointRouteBuilder app, Broker broker) => app.MapCall(
            "GET",
            "/v1/audit",
            new AuditEndpoint(broker).ListAsync,
            "List calls that managed something, the newest first.")
        .Needs(AccessActions.Audit)
        .TakesQuery("queue", "Only calls about this queue.")
        .TakesQuery("key", "Only calls by the key of this id.")
        .TakesQuery("action", "Only calls with this in their action, such as purge.")
        .TakesQuery("from", "Only calls of this time (RFC 3339) or later.")
        .TakesQuery("limit", "Entries on a page, 100 unless given.", 1, Limits.MaxPageSize)
        .TakesQuery("cursor", "Where the page begins, as the page before said.")
        .Answers<AuditAnswer>(200).Refuses(400);
}
