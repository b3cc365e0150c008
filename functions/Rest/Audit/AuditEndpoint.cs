using QueueService.Audit;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;
using QueueService.Queues;

namespace QueueService.Functions.Rest.Audit;

/// <summary><c>GET /v1/audit</c>.</summary>
internal sealed class AuditEndpoint(Broker broker)
{
    private const string Invalid = ProblemCode.InvalidRequest;

    public async Task ListAsync(HttpContext context)
    {
        var query = RequestQuery.Of(context.Request, "queue", "key", "action", "from", "limit", "cursor");
        AuditQuery wanted = new()
        {
            Queue = query.Text("queue") is { } name ? QueueName.Parse(name).Value : null,
            Key = query.Text("key"),
            Action = query.Text("action"),
            From = query.Time("from", Invalid),
            Cursor = query.Text("cursor"),
        };
        wanted = wanted with { Limit = query.Number("limit", 1, Limits.MaxPageSize, Invalid) ?? wanted.Limit };
        Page<AuditEntry> page = await broker.ListAuditAsync(wanted, context.RequestAborted);
        await context.AnswerAsync(
            new AuditAnswer(page.Items.Select(AuditEntryAnswer.From).ToList(), page.Cursor),
            RestContracts.Default.AuditAnswer);
    }
}
