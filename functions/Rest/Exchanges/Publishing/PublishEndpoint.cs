using System.Text.Json;
using QueueService.Functions.Rest.Json;
using QueueService.Routing;
using QueueService.Routing.Publishing;

namespace QueueService.Functions.Rest.Exchanges.Publishing;

/// <summary><c>POST /v1/exchanges/{exchange}/messages</c>: a JSON batch, or one message as it is.</summary>
internal sealed class PublishEndpoint(ExchangeBroker exchanges)
{
    public async Task PublishAsync(HttpContext context)
    {
        ExchangeName exchange = context.ExchangeName();
        string? contentType = context.Request.ContentType;
        bool isJson = MediaTypes.IsJson(contentType);
        var query = RequestQuery.Of(context.Request, isJson ? [] : PublishParser.Parameters);
        // Held until the messages are durable, because until then they wait in memory.
        using RequestBody body = await RequestBody.ReadAsync(context);
        IReadOnlyList<NewPublish> messages =
            isJson ? PublishParser.Parse(body.Span) : [PublishParser.ParseRaw(contentType, query, body.Span)];
        IReadOnlyList<PublishResult> results = await exchanges.PublishAsync(exchange, messages, context.RequestAborted);
        using var answer = JsonAnswer.Begin();
        answer.Json.WriteStartObject();
        answer.Json.WriteStartArray("results"u8);
        foreach (PublishResult result in results)
        {
            Write(answer.Json, result);
            await answer.SendPieceAsync(context);
        }

        answer.Json.WriteEndArray();
        answer.Json.WriteEndObject();
        await answer.SendAsync(context);
    }

    private static void Write(Utf8JsonWriter json, PublishResult result)
    {
        json.WriteStartObject();
        json.WriteString("messageId"u8, result.MessageId.Value);
        Write(json, "queues"u8, result.Queues);
        if (result.Pending.Count > 0)
            Write(json, "pending"u8, result.Pending);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> member, IReadOnlyList<QueueName> queues)
    {
        json.WriteStartArray(member);
        foreach (QueueName queue in queues)
            json.WriteStringValue(queue.Value);
        json.WriteEndArray();
    }
}
