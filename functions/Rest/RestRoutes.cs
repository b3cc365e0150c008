using QueueService.Functions.Rest.Messages;
using QueueService.Functions.Rest.Queues;
using QueueService.Functions.Rest.Redrives;
using QueueService.Queues;

namespace QueueService.Functions.Rest;

/// <summary>Which call answers which path.</summary>
internal static class RestRoutes
{
    public static void Map(IEndpointRouteBuilder app, Broker broker)
    {
        QueueEndpoints queues = new(broker);
        app.MapGet("/v1/queues", queues.ListAsync);
        app.MapPut("/v1/queues/{queue}", queues.CreateAsync);
        app.MapGet("/v1/queues/{queue}", queues.GetAsync);
        app.MapPatch("/v1/queues/{queue}", queues.UpdateAsync);
        app.MapDelete("/v1/queues/{queue}", queues.DeleteAsync);
        app.MapPost("/v1/queues/{queue}/purge", queues.PurgeAsync);

        MessageEndpoints messages = new(broker);
        app.MapPost("/v1/queues/{queue}/messages", messages.SendAsync);
        app.MapGet("/v1/queues/{queue}/messages", messages.PeekAsync);
        app.MapPost("/v1/queues/{queue}/messages/receive", messages.ReceiveAsync);
        app.MapPost("/v1/queues/{queue}/messages/ack", messages.AcknowledgeAsync);
        app.MapPost("/v1/queues/{queue}/messages/extend", messages.ExtendAsync);
        app.MapPost("/v1/queues/{queue}/messages/release", messages.ReleaseAsync);

        RedriveEndpoints redrives = new(broker);
        app.MapPost("/v1/queues/{queue}/redrive", redrives.StartAsync);
        app.MapGet("/v1/redrives", redrives.ListAsync);
        app.MapGet("/v1/redrives/{taskId}", redrives.GetAsync);
        app.MapDelete("/v1/redrives/{taskId}", redrives.CancelAsync);
    }
}
