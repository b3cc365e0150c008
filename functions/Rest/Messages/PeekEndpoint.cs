using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;
using QueueService.Queues;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Rest.Messages;

/// <summary><c>GET /v1/queues/{queue}/messages</c>: a look that changes nothing.</summary>
internal sealed class PeekEndpoint(Broker broker)
{
    private const int DefaultLimit = 10;

    public async Task PeekAsync(HttpContext context)
    {
        QueueName queue = context.QueueName();
        var query = RequestQuery.Of(context.Request, "state", "limit", "cursor");
        PeekState state = StateOf(query.Text("state"));
        int limit = query.Number("limit", 1, Limits.MaxPeekPageSize, ProblemCode.InvalidRequest) ?? DefaultLimit;
        string? cursor = query.Text("cursor");
        Page<MessageView> page = await broker.PeekAsync(queue, state, limit, cursor, context.RequestAborted);
        using var held = HeldAnswer.Take(context, HeldAnswer.BytesOf(page.Items));
        using var answer = JsonAnswer.Begin();
        await answer.WriteMessagesAsync(context, page.Items, page.Cursor);
        await answer.SendAsync(context);
    }

    private static PeekState StateOf(string? text) => text switch
    {
        null or "visible" => PeekState.Visible,
        "inFlight" => PeekState.InFlight,
        "delayed" => PeekState.Delayed,
        _ => throw ProblemException.BadRequest(
            ProblemCode.InvalidRequest, "The query parameter 'state' must be visible, inFlight or delayed."),
    };
}
