using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;
using QueueService.Queues;
using QueueService.Queues.Settings;

namespace QueueService.Functions.Rest.Queues;

/// <summary>The calls that make, show, change and take away queues.</summary>
internal sealed class QueueEndpoints(Broker broker)
{
    private const int DefaultLimit = 100;

    public async Task PutAsync(HttpContext context)
    {
        QueueName name = context.QueueName();
        QueueSettingsChange settings = await context.ReadJsonAsync(SettingsParser.Parse);
        (QueueInfo queue, bool created) = await broker.CreateQueueAsync(name, settings, context.RequestAborted);
        if (created)
            context.Response.Headers.Location = $"/v1/queues/{name.Value}";
        await AnswerAsync(context, queue, created ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    public async Task GetAsync(HttpContext context)
    {
        QueueName name = context.QueueName();
        RequestQuery.Of(context.Request);
        await AnswerAsync(context, await broker.GetQueueAsync(name, context.RequestAborted));
    }

    public async Task PatchAsync(HttpContext context)
    {
        QueueName name = context.QueueName();
        QueueSettingsChange change = await context.ReadJsonAsync(SettingsParser.Parse);
        await AnswerAsync(context, await broker.UpdateQueueAsync(name, change, context.RequestAborted));
    }

    public async Task DeleteAsync(HttpContext context)
    {
        QueueName name = context.QueueName();
        RequestQuery.Of(context.Request);
        await broker.DeleteQueueAsync(name, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public async Task PurgeAsync(HttpContext context)
    {
        QueueName name = context.QueueName();
        RequestQuery.Of(context.Request);
        await broker.PurgeAsync(name, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public async Task ListAsync(HttpContext context)
    {
        var query = RequestQuery.Of(context.Request, "prefix", "limit", "cursor");
        int limit = query.Number("limit", 1, Limits.MaxPageSize, ProblemCode.InvalidRequest) ?? DefaultLimit;
        string prefix = query.Text("prefix") ?? "";
        Page<QueueInfo> page =
            await broker.ListQueuesAsync(prefix, limit, query.Text("cursor"), context.RequestAborted);
        var queues = page.Items.Select(QueueAnswer.From).ToList();
        await context.AnswerAsync(new QueuesAnswer(queues, page.Cursor), RestContracts.Default.QueuesAnswer);
    }

    private static Task AnswerAsync(HttpContext context, QueueInfo queue, int status = StatusCodes.Status200OK) =>
        context.AnswerAsync(QueueAnswer.From(queue), RestContracts.Default.QueueAnswer, status);
}
