using QueueService.Access.Policies;
using QueueService.Functions.Access;
using QueueService.Functions.Rest.Messages;
using QueueService.Functions.Rest.Messages.Named;
using QueueService.Functions.Rest.Messages.Shapes;
using QueueService.Functions.Rest.OpenApi;
using QueueService.Functions.Rest.Queues;
using QueueService.Functions.Rest.Redrives;
using QueueService.Queues;

namespace QueueService.Functions.Rest;

/// <summary>Which call answers which path, and what the OpenAPI document says of it.</summary>
internal static class RestRoutes
{
    private const string Queues = "/v1/queues";
    private const string Queue = "/v1/queues/{queue}";
    private const string Messages = "/v1/queues/{queue}/messages";
    private const string Redrives = "/v1/redrives";
    private const string Redrive = "/v1/redrives/{taskId}";

    public static void Map(IEndpointRouteBuilder app, Broker broker)
    {
        MapQueues(app, new QueueEndpoints(broker));
        MapMessages(app, broker);
        MapReceipts(app, new ReceiptEndpoints(broker));
        NamedRoutes.Map(app, broker);
        MapRedrives(app, new RedriveEndpoints(broker));
    }

    private static void MapQueues(IEndpointRouteBuilder app, QueueEndpoints queues)
    {
        app.MapCall("GET", Queues, queues.ListAsync, "List queues in order of their names.")
            .NeedsAnyKey()
            .TakesQuery("prefix", "Only queues whose names begin with this.")
            .TakesQuery("limit", "Queues on a page, 100 unless given.", 1, Limits.MaxPageSize)
            .TakesQuery("cursor", "Where the page begins, as the page before said.")
            .Answers<QueuesAnswer>(200).Refuses(400);
        app.MapCall("PUT", Queue, queues.PutAsync, "Create a queue, or find it as it is to be.")
            .Needs(AccessActions.Manage)
            .Takes<SettingsBody>(optional: true)
            .Answers<QueueAnswer>(201).Answers<QueueAnswer>(200).Refuses(400, 409);
        app.MapCall("GET", Queue, queues.GetAsync, "Show a queue with its settings and counts.")
            .Needs(AccessActions.OfQueues)
            .Answers<QueueAnswer>(200).Refuses(400, 404);
        app.MapCall("PATCH", Queue, queues.PatchAsync, "Change some settings of a queue.")
            .Needs(AccessActions.Manage)
            .Takes<SettingsBody>(optional: true)
            .Answers<QueueAnswer>(200).Refuses(400, 404, 409);
        app.MapCall("DELETE", Queue, queues.DeleteAsync, "Delete a queue with everything in it.")
            .Needs(AccessActions.Manage)
            .TakesNothing()
            .Answers(204).Refuses(400, 404);
        app.MapCall("POST", Queue + "/purge", queues.PurgeAsync, "Delete all messages of a queue.")
            .Needs(AccessActions.Purge)
            .TakesNothing()
            .Answers(204).Refuses(400, 404);
    }

    private static void MapMessages(IEndpointRouteBuilder app, Broker broker)
    {
        app.MapCall(
                "POST",
                Messages,
                new SendEndpoint(broker).SendAsync,
                "Send 1 to 100 messages, all or none; as another Content-Type than JSON, one message as it is.")
            .Needs(AccessActions.Send)
            .Takes<SendBody>(optional: false, "*/*")
            .TakesRawMessage()
            .Answers<SendAnswer>(200).Refuses(400, 404);
        app.MapCall("GET", Messages, new PeekEndpoint(broker).PeekAsync, "Look at messages; changes nothing.")
            .Needs(AccessActions.Peek)
            .TakesQuery("state", "Which messages; visible unless given.", words: PeekWords.OfStates)
            .TakesQuery(
                "order", "By place in the queue, or by when they can be received; oldest unless given.",
                words: PeekWords.OfOrders)
            .TakesQuery("from", "The first page begins with messages of this time (RFC 3339).")
            .TakesQuery(
                "bodyBytes", "Bodies are cut to so many bytes; whole unless given.", 0, Limits.MaxMessageBytes)
            .TakesQuery(
                "limit",
                "Messages on a page, 10 unless given; more than 100 only where bodyBytes is at most 256.",
                1,
                Limits.MaxPageSize)
            .TakesQuery("cursor", "Where the page begins, as the page before said.")
            .Answers<MessagesBody>(200).Refuses(400, 404);
        app.MapCall(
                "POST",
                Messages + "/search",
                new SearchEndpoint(broker).SearchAsync,
                "Look for messages in a part of a queue, and count them; changes nothing.")
            .Needs(AccessActions.Peek)
            .Takes<SearchBody>(optional: true)
            .Answers<SearchAnswer>(200).Refuses(400, 404);
        app.MapCall(
                "POST",
                Messages + "/receive",
                new ReceiveEndpoint(broker).ReceiveAsync,
                "Receive messages, waiting for the first one if asked to.")
            .Needs(AccessActions.Receive)
            .Takes<ReceiveBody>(optional: true)
            .Answers<MessagesBody>(200).Refuses(400, 404);
    }

    private static void MapReceipts(IEndpointRouteBuilder app, ReceiptEndpoints receipts)
    {
        app.MapCall("POST", Messages + "/ack", receipts.AckAsync, "Take messages out for good.")
            .Needs(AccessActions.Receive)
            .Takes<AckBody>(optional: false)
            .Answers<ReceiptsAnswer>(200).Refuses(400, 404);
        app.MapCall("POST", Messages + "/extend", receipts.ExtendAsync, "Set visibility timeouts anew, from now.")
            .Needs(AccessActions.Receive)
            .Takes<ExtendBody>(optional: false)
            .Answers<ReceiptsAnswer>(200).Refuses(400, 404);
        app.MapCall("POST", Messages + "/release", receipts.ReleaseAsync, "Give messages back, at once or later.")
            .Needs(AccessActions.Receive)
            .Takes<ReleaseBody>(optional: false)
            .Answers<ReceiptsAnswer>(200).Refuses(400, 404, 409);
        app.MapCall("POST", Messages + "/reject", receipts.RejectAsync, "Send messages to the dead-letter queue.")
            .Needs(AccessActions.Receive)
            .Takes<RejectBody>(optional: false)
            .Answers<ReceiptsAnswer>(200).Refuses(400, 404, 409);
    }

    private static void MapRedrives(IEndpointRouteBuilder app, RedriveEndpoints redrives)
    {
        app.MapCall("POST", Queue + "/redrive", redrives.StartAsync, "Begin to move messages out of a queue.")
            .Needs(AccessActions.Redrive)
            .Takes<RedriveBody>(optional: true)
            .Answers<RedriveStarted>(202).Refuses(400, 404, 409);
        app.MapCall("GET", Redrives, redrives.ListAsync, "List redrives, the newest first.")
            .NeedsAnyKey()
            .TakesQuery("queue", "Only redrives of this queue.")
            .TakesQuery("limit", "Redrives on a page, 1,000 unless given.", 1, Limits.MaxPageSize)
            .TakesQuery("cursor", "Where the page begins, as the page before said.")
            .Answers<RedrivesAnswer>(200).Refuses(400);
        app.MapCall("GET", Redrive, redrives.GetAsync, "Show how far a redrive is.")
            .NeedsOfRedrive(RedriveEndpoints.Lookers)
            .Answers<RedriveAnswer>(200).Refuses(400, 404);
        app.MapCall("DELETE", Redrive, redrives.CancelAsync, "Stop a redrive; what moved stays.")
            .NeedsOfRedrive(AccessActions.Redrive)
            .TakesNothing()
            .Answers<RedriveAnswer>(200).Refuses(400, 404);
    }
}
