using QueueService.Access;
using QueueService.Access.Keys;
using QueueService.Functions.Access;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;

namespace QueueService.Functions.Rest.Keys;

/// <summary>The calls that give out, change and take back keys.</summary>
/// <param name="control">Null while access control is off: then there are no keys.</param>
internal sealed class KeyEndpoints(AccessControl? control)
{
    private KeyAdministration Keys => control?.Keys ?? throw new ProblemException(new Problem(
        StatusCodes.Status409Conflict,
        ProblemCode.AccessIsOff,
        "Anybody who can connect may do everything, without a key. Start the service with Access:Mode=Keys."));

    public async Task CreateAsync(HttpContext context)
    {
        NewKey wanted = await context.ReadJsonAsync(KeyParser.ParseNew);
        IssuedKey issued = await Keys.CreateAsync(context.Principal(), wanted, context.RequestAborted);
        context.Response.Headers.Location = $"/v1/keys/{issued.Key.Id}";
        await AnswerAsync(context, KeyAnswer.From(issued), StatusCodes.Status201Created);
    }

    public async Task ListAsync(HttpContext context)
    {
        RequestQuery.Of(context.Request);
        IReadOnlyList<AccessKey> keys = await Keys.ListAsync(context.RequestAborted);
        await context.AnswerAsync(
            new KeysAnswer(keys.Select(KeyAnswer.From).ToList()), RestContracts.Default.KeysAnswer);
    }

    public async Task GetAsync(HttpContext context) =>
        await AnswerAsync(context, KeyAnswer.From(await Keys.GetAsync(Id(context), context.RequestAborted)));

    public async Task PatchAsync(HttpContext context)
    {
        KeyChange change = await context.ReadJsonAsync(KeyParser.ParseChange);
        AccessKey key = await Keys.UpdateAsync(context.Principal(), Id(context), change, context.RequestAborted);
        await AnswerAsync(context, KeyAnswer.From(key));
    }

    public async Task RotateAsync(HttpContext context)
    {
        TimeSpan keepOld = await context.ReadJsonAsync(KeyParser.ParseRotate);
        IssuedKey issued = await Keys.RotateAsync(context.Principal(), Id(context), keepOld, context.RequestAborted);
        await AnswerAsync(context, KeyAnswer.From(issued));
    }

    public async Task DeleteAsync(HttpContext context)
    {
        await context.TakeNothingAsync();
        await Keys.DeleteAsync(context.Principal(), Id(context), context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static string Id(HttpContext context)
    {
        RequestQuery.Of(context.Request);
        return (string)context.Request.RouteValues["id"]!;
    }

    private static Task AnswerAsync(HttpContext context, KeyAnswer key, int status = StatusCodes.Status200OK) =>
        context.AnswerAsync(key, RestContracts.Default.KeyAnswer, status);
}
