using QueueService.Access.Policies;
using QueueService.Functions.Access;
using QueueService.Functions.Rest.Messages.Shapes;
using QueueService.Functions.Rest.OpenApi;
using QueueService.Queues;

namespace QueueService.Functions.Rest.Messages.Named;

/// <summary>The calls about messages that are named: to show, to change and to delete them.</summary>
internal static class NamedRoutes
{
    private const string Messages = "/v1/queues/{queue}/messages";
    private const string Message = Messages + "/{messageId:guid}";
    private const string SequenceNumber = "As the message was shown with; without it the whole queue may be searched.";

    public static void Map(IEndpointRouteBuilder app, Broker broker)
    {
        NamedEndpoints named = new(broker);
        app.MapCall("GET", Message, named.GetAsync, "Show a message as it is, with an ETag to change it by.")
            .Needs(AccessActions.Peek)
            .TakesQuery("sequenceNumber", SequenceNumber)
            .Answers<MessageBody>(200).Refuses(400, 404);
        app.MapCall("PATCH", Message, named.EditAsync, "Change a message that nobody holds, replay it, or both.")
            .Needs(AccessActions.Redrive)
            .TakesQuery("sequenceNumber", SequenceNumber)
            .Takes<EditBody>(optional: false)
            .Answers<EditAnswer>(200).Refuses(400, 404, 409, 412, 428);
        app.MapCall("POST", Messages + "/delete", named.DeleteAsync, "Delete 1 to 100 messages that nobody holds.")
            .Needs(AccessActions.Purge)
            .Takes<DeleteBody>(optional: false)
            .Answers<DeleteAnswer>(200).Refuses(400, 404, 409);
    }
}
