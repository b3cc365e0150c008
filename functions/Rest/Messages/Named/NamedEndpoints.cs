using System.Globalization;
using QueueService.Access.Policies;
using QueueService.Functions.Access;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;
using QueueService.Partitions.Messages;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Queues.Named;

namespace QueueService.Functions.Rest.Messages.Named;

/// <summary>Shows, changes and deletes messages that are named.</summary>
internal sealed class NamedEndpoints(Broker broker)
{
    public async Task GetAsync(HttpContext context)
    {
        QueueName queue = context.QueueName();
        (MessageView message, string version) = await broker.GetMessageAsync(
            queue, Named(context), context.RequestAborted);
        context.Response.Headers.ETag = $"\"{version}\"";
        using var held = HeldAnswer.Take(context, HeldAnswer.BytesOf([message]));
        using var answer = JsonAnswer.Begin();
        MessageWriter.Write(answer.Json, queue, message);
        await answer.SendAsync(context);
    }

    public async Task EditAsync(HttpContext context)
    {
        QueueName queue = context.QueueName();
        // Whoever changes a message sees it: what is left of its content, and whether it is as they think.
        context.Demand(AccessActions.Peek, queue);
        NamedMessage message = Named(context);
        MediaTypes.RequireJson(context.Request);
        // Held until the message is durable, because until then it waits in memory.
        using RequestBody body = await RequestBody.ReadAsync(context);
        MessageEdit edit = EditParser.Parse(body.Span);
        QueueName? destination = await broker.EditMessageAsync(
            queue,
            message,
            VersionOf(context.Request),
            edit,
            context.Principal().Id,
            to => context.Demand(AccessActions.Send, to),
            context.RequestAborted);
        await context.AnswerAsync(
            new EditAnswer(message.Id.Value, destination?.Value), RestContracts.Default.EditAnswer);
    }

    public async Task DeleteAsync(HttpContext context)
    {
        QueueName queue = context.QueueName();
        List<NamedMessage> messages = await context.ReadJsonAsync(NamedParser.ParseDelete);
        IReadOnlyList<DeleteStatus> statuses = await broker.DeleteMessagesAsync(
            queue, messages, context.RequestAborted);
        await context.AnswerAsync(
            new DeleteAnswer([.. statuses.Select(status => new DeleteStatusBody(WordOf(status)))]),
            RestContracts.Default.DeleteAnswer);
    }

    private static NamedMessage Named(HttpContext context)
    {
        string? text = RequestQuery.Of(context.Request, "sequenceNumber").Text("sequenceNumber");
        if (!MessageId.TryParse(context.Request.RouteValues["messageId"] as string, out MessageId id))
            throw ProblemException.BadRequest(ProblemCode.InvalidRequest, "The address does not end in a message id.");
        if (text is null)
            return new NamedMessage(id);
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number > 0
            ? new NamedMessage(id, number)
            : throw ProblemException.BadRequest(
                ProblemCode.InvalidRequest, "The query parameter 'sequenceNumber' must be a whole number from 1 on.");
    }

    /// <summary>
    /// What the caller has seen. Without it two people could undo each other's work, and a call that is repeated would
    /// be carried out again.
    /// </summary>
    private static string VersionOf(HttpRequest request)
    {
        if (request.Headers.IfMatch.Count == 0)
        {
            throw new ProblemException(new Problem(
                StatusCodes.Status428PreconditionRequired,
                ProblemCode.MatchRequired,
                "The request needs the header 'If-Match' with the ETag that GET has answered for the message."));
        }

        string tag = request.Headers.IfMatch.ToString().Trim();
        return tag.Length > 2 && tag[0] == '"' && tag[^1] == '"' && !tag.AsSpan(1, tag.Length - 2).Contains('"')
            ? tag[1..^1]
            : throw ProblemException.BadRequest(
                ProblemCode.InvalidRequest,
                "The header 'If-Match' must be one ETag as GET has answered it, in its quotes.");
    }

    private static string WordOf(DeleteStatus status) => status switch
    {
        DeleteStatus.Deleted => "deleted",
        DeleteStatus.InFlight => "inFlight",
        DeleteStatus.NotFound => "notFound",
        _ => throw new InvalidOperationException($"No word for {status}."),
    };
}
