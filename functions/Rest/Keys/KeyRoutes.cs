using QueueService.Access;
using QueueService.Access.Policies;
using QueueService.Functions.Access;
using QueueService.Functions.Rest.OpenApi;

namespace QueueService.Functions.Rest.Keys;

/// <summary>The calls about access keys.</summary>
internal static class KeyRoutes
{
    private const string Keys = "/v1/keys";
    private const string Key = "/v1/keys/{id}";

    public static void Map(IEndpointRouteBuilder app, AccessControl? control)
    {
        KeyEndpoints keys = new(control);
        app.MapCall("POST", Keys, keys.CreateAsync, "Make a key; its secret is in this answer and never again.")
            .Needs(AccessActions.Keys)
            .Takes<NewKeyBody>(optional: false)
            .Answers<KeyAnswer>(201).Refuses(400, 409);
        app.MapCall("GET", Keys, keys.ListAsync, "List keys, without their secrets.")
            .Needs(AccessActions.Keys)
            .Answers<KeysAnswer>(200).Refuses(400, 409);
        app.MapCall("GET", Key, keys.GetAsync, "Show a key, without its secret.")
            .Needs(AccessActions.Keys)
            .Answers<KeyAnswer>(200).Refuses(400, 404, 409);
        app.MapCall("PATCH", Key, keys.PatchAsync, "Change what a key may do, its name or end; switch it off or on.")
            .Needs(AccessActions.Keys)
            .Takes<KeyChangeBody>(optional: false)
            .Answers<KeyAnswer>(200).Refuses(400, 404, 409);
        app.MapCall("DELETE", Key, keys.DeleteAsync, "Take a key back; everywhere within 10 seconds.")
            .Needs(AccessActions.Keys)
            .TakesNothing()
            .Answers(204).Refuses(400, 404, 409);
        app.MapCall("POST", Key + "/rotate", keys.RotateAsync, "Give a key another secret; the old one may work on.")
            .Needs(AccessActions.Keys)
            .Takes<RotateBody>(optional: true)
            .Answers<KeyAnswer>(200).Refuses(400, 404, 409);
    }
}
