using QueueService.Functions.Rest.Problems;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Queues.Peek;

namespace QueueService.Functions.Rest.Messages;

/// <summary><c>GET /v1/queues/{queue}/messages</c>: a look that changes nothing.</summary>
internal sealed class PeekEndpoint(Broker broker)
{
    private const string Invalid = ProblemCode.InvalidRequest;

    public async Task PeekAsync(HttpContext context)
    {
        QueueName queue = context.QueueName();
        PeekQuery query = QueryOf(context.Request);
        using var answer = PartedAnswer.Begin(context, queue);
        string? cursor = null;
        await foreach (Page<MessageView> part in broker.PeekInPartsAsync(queue, query, context.RequestAborted))
        {
            await answer.WriteAsync(part.Items);
            cursor = part.Cursor;
        }

        await answer.EndAsync(cursor);
    }

    private static PeekQuery QueryOf(HttpRequest request)
    {
        var query = RequestQuery.Of(request, "state", "order", "from", "bodyBytes", "limit", "cursor");
        PeekQuery all = new();
        return new PeekQuery
        {
            State = query.Word("state", PeekWords.States, Invalid) ?? all.State,
            Order = query.Word("order", PeekWords.Orders, Invalid) ?? all.Order,
            From = query.Time("from", Invalid),
            BodyBytes = query.Number("bodyBytes", 0, Limits.MaxMessageBytes, Invalid),
            Limit = query.Number("limit", 1, Limits.MaxPageSize, Invalid) ?? all.Limit,
            Cursor = query.Text("cursor"),
        };
    }
}
