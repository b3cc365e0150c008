using QueueService.Access.Policies;
using QueueService.Functions.Access;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;
using QueueService.Queues;
using QueueService.Queues.Redrive;

namespace QueueService.Functions.Rest.Redrives;

/// <summary>The calls that move dead letters.</summary>
internal sealed class RedriveEndpoints(Broker broker)
{
    /// <summary>Those who may see how far a redrive is.</summary>
    public const AccessActions Lookers = AccessActions.Redrive | AccessActions.Peek | AccessActions.Manage;

    public async Task StartAsync(HttpContext context)
    {
        QueueName queue = context.QueueName();
        RedriveRequest request = await context.ReadJsonAsync(RedriveParser.Parse);
        // Whoever moves messages into a queue sends to it.
        if (request.Destination is { } destination)
            context.Demand(AccessActions.Send, destination);
        else if (!RedriveOrigins.MayBeAny(context.Principal().Policy))
            request = request with { Origins = await DemandSourcesAsync(context, queue) };
        RedriveInfo redrive = await broker.StartRedriveAsync(
            queue, request with { StartedBy = context.Principal().Id }, context.RequestAborted);
        context.Response.Headers.Location = $"/v1/redrives/{Uri.EscapeDataString(redrive.TaskId)}";
        await context.AnswerAsync(
            new RedriveStarted(redrive.TaskId), RestContracts.Default.RedriveStarted, StatusCodes.Status202Accepted);
    }

    public async Task ListAsync(HttpContext context)
    {
        var query = RequestQuery.Of(context.Request, "queue", "limit", "cursor");
        QueueName? queue = query.Text("queue") is { } name ? QueueName.Parse(name) : null;
        int limit = query.Number("limit", 1, Limits.MaxPageSize, ProblemCode.InvalidRequest) ?? Limits.MaxPageSize;
        AccessPolicy policy = context.Principal().Policy;
        Page<RedriveInfo> page = await broker.ListRedrivesAsync(
            queue, limit, query.Text("cursor"), context.RequestAborted, shown => policy.Allows(Lookers, shown));
        await context.AnswerAsync(
            new RedrivesAnswer(page.Items.Select(RedriveAnswer.From).ToList(), page.Cursor),
            RestContracts.Default.RedrivesAnswer);
    }

    public async Task GetAsync(HttpContext context) =>
        await AnswerAsync(context, await broker.GetRedriveAsync(TaskId(context), context.RequestAborted));

    public async Task CancelAsync(HttpContext context)
    {
        string taskId = TaskId(context);
        await context.TakeNothingAsync();
        await AnswerAsync(context, await broker.CancelRedriveAsync(taskId, context.RequestAborted));
    }

    /// <summary>
    /// Dead letters go back to where they came from, which is to send there, too; and to no queue that was not asked
    /// about, such as one whose dead letters go elsewhere by now.
    /// </summary>
    private async Task<IReadOnlyList<QueueName>> DemandSourcesAsync(HttpContext context, QueueName queue)
    {
        List<QueueName> sources = [];
        await foreach (QueueName source in broker.ListDeadLetterSourcesAsync(queue, null, context.RequestAborted))
        {
            context.Demand(AccessActions.Send, source);
            sources.Add(source);
        }

        return sources;
    }

    private static string TaskId(HttpContext context)
    {
        RequestQuery.Of(context.Request);
        return (string)context.Request.RouteValues["taskId"]!;
    }

    private static Task AnswerAsync(HttpContext context, RedriveInfo redrive) =>
        context.AnswerAsync(RedriveAnswer.From(redrive), RestContracts.Default.RedriveAnswer);
}
