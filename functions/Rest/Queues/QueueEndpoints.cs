using QueueService.Queues;
using QueueService.Queues.Settings;

namespace QueueService.Functions.Rest.Queues;

/// <summary>The calls on queues themselves.</summary>
internal sealed class QueueEndpoints(Broker broker)
{
    public async Task CreateAsync(HttpContext context)
    {
        QueueName name = Route.Queue(context);
        QueueSettingsChange settings = await ReadSettingsAsync(context);
        (QueueInfo queue, bool created) = await broker.CreateQueueAsync(name, settings, context.RequestAborted);
        context.Response.StatusCode = created ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        if (created)
            context.Response.Headers.Location = $"/v1/queues/{name}";
        await SendAsync(context, queue);
    }

    public async Task GetAsync(HttpContext context)
    {
        QueryReader.Expect(context.Request);
        await SendAsync(context, await broker.GetQueueAsync(Route.Queue(context), context.RequestAborted));
    }

    public async Task UpdateAsync(HttpContext context)
    {
        QueueName name = Route.Queue(context);
        QueueSettingsChange change = await ReadSettingsAsync(context);
        await SendAsync(context, await broker.UpdateQueueAsync(name, change, context.RequestAborted));
    }

    public async Task DeleteAsync(HttpContext context)
    {
        QueryReader.Expect(context.Request);
        await broker.DeleteQueueAsync(Route.Queue(context), context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public async Task PurgeAsync(HttpContext context)
    {
        QueryReader.Expect(context.Request);
        await broker.PurgeAsync(Route.Queue(context), context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public async Task ListAsync(HttpContext context)
    {
        QueryReader.Expect(context.Request, "prefix", "limit", "cursor");
        int limit = QueryReader.Integer(context.Request, "limit", 1, Limits.MaxPageSize) ?? 100;
        Page<QueueInfo> page = await broker.ListQueuesAsync(
            QueryReader.Text(context.Request, "prefix") ?? "",
            limit,
            QueryReader.Text(context.Request, "cursor"),
            context.RequestAborted);
        using JsonAnswer answer = JsonAnswer.Begin();
        answer.Writer.WriteStartObject();
        answer.Writer.WriteStartArray("queues");
        foreach (QueueInfo queue in page.Items)
            QueueWriter.Write(answer.Writer, queue);
        answer.Writer.WriteEndArray();
        if (page.Cursor is not null)
            answer.Writer.WriteString("cursor", page.Cursor);
        answer.Writer.WriteEndObject();
        await answer.SendAsync(context.Response);
    }

    private static async Task<QueueSettingsChange> ReadSettingsAsync(HttpContext context)
    {
        QueryReader.Expect(context.Request);
        using RequestBody body = await RequestBody.ReadJsonAsync(context.Request);
        return SettingsReader.Read(body.Span);
    }

    private static async Task SendAsync(HttpContext context, QueueInfo queue)
    {
        using JsonAnswer answer = JsonAnswer.Begin();
        QueueWriter.Write(answer.Writer, queue);
        await answer.SendAsync(context.Response);
    }
}
