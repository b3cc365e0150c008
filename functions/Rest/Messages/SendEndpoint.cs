using QueueService.Functions.Rest.Json;
using QueueService.Partitions.Messages;
using QueueService.Queues;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Rest.Messages;

/// <summary><c>POST /v1/queues/{queue}/messages</c>: a JSON batch, or one message as it is.</summary>
internal sealed class SendEndpoint(Broker broker)
{
    public async Task SendAsync(HttpContext context)
    {
        QueueName queue = context.QueueName();
        string? contentType = context.Request.ContentType;
        bool isJson = MediaTypes.IsJson(contentType);
        var query = RequestQuery.Of(context.Request, isJson ? [] : RawParameters.Names);
        // Held until the messages are durable, because until then they wait in memory.
        using RequestBody body = await RequestBody.ReadAsync(context);
        IReadOnlyList<NewMessage> messages =
            isJson ? SendParser.Parse(body.Span) : [RawMessage.Parse(contentType, query, body.Span)];
        IReadOnlyList<SendResult> results = await broker.SendAsync(queue, messages, context.RequestAborted);
        using var answer = JsonAnswer.Begin();
        ResultWriter.WriteSent(answer.Json, results);
        await answer.SendAsync(context);
    }
}
