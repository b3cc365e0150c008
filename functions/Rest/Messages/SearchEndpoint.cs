using System.Text.Json;
using QueueService.Functions.Rest.Json;
using QueueService.Queues;
using QueueService.Queues.Peek;

namespace QueueService.Functions.Rest.Messages;

/// <summary>
/// <c>POST /v1/queues/{queue}/messages/search</c>: a body, since filters hold customers' data and addresses are logged.
/// </summary>
internal sealed class SearchEndpoint(Broker broker)
{
    public async Task SearchAsync(HttpContext context)
    {
        QueueName queue = context.QueueName();
        SearchQuery query = await context.ReadJsonAsync(SearchParser.Parse);
        using var answer = PartedAnswer.Begin(context, queue);
        SearchResult? last = null;
        await foreach (SearchResult part in broker.SearchInPartsAsync(queue, query, context.RequestAborted))
        {
            await answer.WriteAsync(part.Messages);
            last = part;
        }

        await answer.EndAsync(last!.Cursor, json => WriteRest(json, last));
    }

    private static void WriteRest(Utf8JsonWriter json, SearchResult result)
    {
        json.WriteNumber("scanned"u8, result.Scanned);
        json.WriteNumber("matched"u8, result.Matched);
        if (result.Groups is not { } groups)
            return;
        json.WriteStartArray("groups"u8);
        foreach (MessageGroupInfo group in groups)
        {
            json.WriteStartObject();
            if (group.Value is not null)
                json.WriteString("value"u8, group.Value);
            json.WriteNumber("count"u8, group.Count);
            json.WriteTime("oldestAt"u8, group.OldestAt);
            json.WriteTime("newestAt"u8, group.NewestAt);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
