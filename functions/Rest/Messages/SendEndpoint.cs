using QueueService.Functions.Rest.Json;
using QueueService.Queues;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Rest.Messages;

/// <summary><c>POST /v1/queues/{queue}/messages</c>: a JSON batch, or one message as it is.</summary>
internal sealed class SendEndpoint(Broker broker)
{
    public async Task SendAsync(HttpContext context)
    {
        QueueName queue = context.QueueName();
        IReadOnlyList<NewMessage> messages = await ReadAsync(context);
        IReadOnlyList<SendResult> results = await broker.SendAsync(queue, messages, context.RequestAborted);
        using var answer = JsonAnswer.Begin();
        ResultWriter.WriteSent(answer.Json, results);
        await answer.SendAsync(context);
    }

    private static async ValueTask<IReadOnlyList<NewMessage>> ReadAsync(HttpContext context)
    {
        string? contentType = context.Request.ContentType;
        if (MediaTypes.IsJson(contentType))
        {
            RequestQuery.Of(context.Request);
            using PooledBytes json = await RequestBody.ReadAsync(context);
            return SendParser.Parse(json.Span);
        }

        RequestQuery query = RawParameters.Read(context.Request);
        using PooledBytes body = await RequestBody.ReadAsync(context);
        return [RawMessage.Parse(contentType, query, body.Span)];
    }
}
