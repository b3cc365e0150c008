using QueueService.Access.Policies;
using QueueService.Exchanges.Matching;
using QueueService.Functions.Access;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;
using QueueService.Routing;
using QueueService.Routing.Catalog;

namespace QueueService.Functions.Rest.Exchanges;

/// <summary>The calls that make, show, change and take away exchanges.</summary>
internal sealed class ExchangeEndpoints(ExchangeBroker exchanges)
{
    private const int DefaultLimit = 100;
    private const string IfUnused = "ifUnused";

    public async Task PutAsync(HttpContext context)
    {
        ExchangeName name = context.ExchangeName();
        ExchangeChange settings = await ReadSettingsAsync(context);
        (ExchangeInfo exchange, bool isNew) = await exchanges.CreateAsync(
            name, settings.ToSettings(), context.RequestAborted);
        if (isNew)
            context.Response.Headers.Location = $"/v1/exchanges/{name.Value}";
        await AnswerAsync(context, exchange, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    public async Task GetAsync(HttpContext context)
    {
        ExchangeName name = context.ExchangeName();
        RequestQuery.Of(context.Request);
        await AnswerAsync(context, await exchanges.GetAsync(name, context.RequestAborted));
    }

    public async Task PatchAsync(HttpContext context)
    {
        ExchangeName name = context.ExchangeName();
        ExchangeChange change = await ReadSettingsAsync(context);
        (ExchangeType type, TopicSyntax syntax) = await exchanges.GetTypeAsync(name, context.RequestAborted);
        change.CheckFixed(name, type, syntax);
        await AnswerAsync(context, await exchanges.UpdateAsync(name, change.Apply, context.RequestAborted));
    }

    public async Task DeleteAsync(HttpContext context)
    {
        ExchangeName name = context.ExchangeName();
        RequestQuery query = await context.TakeNothingAsync(IfUnused);
        bool ifUnused = query.Boolean(IfUnused, ProblemCode.InvalidRequest) ?? false;
        await exchanges.DeleteAsync(name, ifUnused, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public async Task ListAsync(HttpContext context)
    {
        var query = RequestQuery.Of(context.Request, "prefix", "limit", "cursor");
        int limit = query.Number("limit", 1, Limits.MaxPageSize, ProblemCode.InvalidRequest) ?? DefaultLimit;
        string prefix = query.Text("prefix") ?? "";
        string? after = NameCursor.Read(query.Text("cursor"), prefix, text => ExchangeName.TryParse(text, out _));
        Page<ExchangeInfo> page = await exchanges.ListAsync(
            prefix, limit, after, context.RequestAborted, context.Principal().Policy.Sees);
        await context.AnswerAsync(
            new ExchangesAnswer([.. page.Items.Select(ExchangeAnswer.From)], NameCursor.Of(page.Cursor)),
            RestContracts.Default.ExchangesAnswer);
    }

    private static async ValueTask<ExchangeChange> ReadSettingsAsync(HttpContext context)
    {
        ExchangeChange change = await context.ReadJsonAsync(ExchangeParser.Parse);
        // What has no route here is published there.
        if (change.Alternate is { } alternate)
            context.Demand(AccessActions.Send, alternate);
        return change;
    }

    private static Task AnswerAsync(HttpContext context, ExchangeInfo exchange, int status = StatusCodes.Status200OK) =>
        context.AnswerAsync(ExchangeAnswer.From(exchange), RestContracts.Default.ExchangeAnswer, status);
}
