using QueueService.Access.Policies;
using QueueService.Functions.Access;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;
using QueueService.Partitions.Settings;
using QueueService.Queues;

namespace QueueService.Functions.Rest.Queues;

/// <summary>The calls that make, show, change and take away queues.</summary>
internal sealed class QueueEndpoints(Broker broker)
{
    private const int DefaultLimit = 100;

    public async Task PutAsync(HttpContext context)
    {
        QueueName name = context.QueueName();
        QueueSettingsChange settings = await ReadSettingsAsync(context);
        (QueueInfo queue, bool created) = await broker.CreateQueueAsync(name, settings, context.RequestAborted);
        if (created)
            context.Response.Headers.Location = $"/v1/queues/{name.Value}";
        await AnswerAsync(context, queue, created ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    public async Task GetAsync(HttpContext context)
    {
        QueueName name = context.QueueName();
        RequestQuery.Of(context.Request);
        QueueInfo queue = await broker.GetQueueAsync(name, context.RequestAborted);
        List<string> sources = [];
        await foreach (QueueName source in broker.ListDeadLetterSourcesAsync(name, null, context.RequestAborted))
        {
            if (context.Principal().Policy.Sees(source))
                sources.Add(source.Value);
        }

        await context.AnswerAsync(
            QueueAnswer.From(queue) with { DeadLetterOf = sources }, RestContracts.Default.QueueAnswer);
    }

    public async Task PatchAsync(HttpContext context)
    {
        QueueName name = context.QueueName();
        QueueSettingsChange change = await ReadSettingsAsync(context);
        await AnswerAsync(context, await broker.UpdateQueueAsync(name, change, context.RequestAborted));
    }

    public async Task DeleteAsync(HttpContext context)
    {
        QueueName name = context.QueueName();
        await context.TakeNothingAsync();
        await broker.DeleteQueueAsync(name, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public async Task PurgeAsync(HttpContext context)
    {
        QueueName name = context.QueueName();
        await context.TakeNothingAsync();
        await broker.PurgeAsync(name, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public async Task ListAsync(HttpContext context)
    {
        var query = RequestQuery.Of(context.Request, "prefix", "limit", "cursor");
        int limit = query.Number("limit", 1, Limits.MaxPageSize, ProblemCode.InvalidRequest) ?? DefaultLimit;
        string prefix = query.Text("prefix") ?? "";
        string? after = NameCursor.Read(
            query.Text("cursor"), prefix, text => QueueName.TryParse(text, out _));
        Page<QueueInfo> page = await broker.ListQueuesAsync(
            prefix, limit, after, context.RequestAborted, context.Principal().Policy.Sees);
        var queues = page.Items.Select(QueueAnswer.From).ToList();
        await context.AnswerAsync(
            new QueuesAnswer(queues, NameCursor.Of(page.Cursor)), RestContracts.Default.QueuesAnswer);
    }

    private static async ValueTask<QueueSettingsChange> ReadSettingsAsync(HttpContext context)
    {
        QueueSettingsChange change = await context.ReadJsonAsync(SettingsParser.Parse);
        // What becomes a dead letter is sent there.
        if (change.DeadLetter?.Queue is { } deadLetters)
            context.Demand(AccessActions.Send, deadLetters);
        if (change.DeadLetter?.Exchange is { } exchange)
            context.Demand(AccessActions.Send, exchange);
        return change;
    }

    private static Task AnswerAsync(HttpContext context, QueueInfo queue, int status = StatusCodes.Status200OK) =>
        context.AnswerAsync(QueueAnswer.From(queue), RestContracts.Default.QueueAnswer, status);
}
