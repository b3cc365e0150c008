using QueueService.Access;
using QueueService.Access.Policies;
using QueueService.Queues;

namespace QueueService.Functions.Access;

/// <summary>
/// Stands between routing and the endpoints: nobody reaches one without what it needs. The answer to who may not do
/// something with a queue is the same whether the queue is there or not.
/// </summary>
/// <param name="control">Null while access control is off.</param>
internal sealed class AccessGate(AccessControl? control)
{
    private const string Forms =
        "'Authorization: Bearer <id>.<secret>', or HTTP Basic with the id as user and the secret as password.";

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
            return next(context);
        AccessNeed? need = endpoint.Metadata.GetMetadata<AccessNeed>();
        if (control is null)
        {
            context.SetPrincipal(AccessPrincipal.Anyone);
            return next(context);
        }

        if (need is { Kind: AccessNeedKind.Nothing or AccessNeedKind.OwnCheck })
            return next(context);
        ValueTask<AccessPrincipal> proving = AuthenticateAsync(context);
        if (!proving.IsCompletedSuccessfully)
            return InvokeAsync(context, next, need, proving);
        Enter(context, need, proving.Result);
        return next(context);
    }

    private static async Task InvokeAsync(
        HttpContext context, RequestDelegate next, AccessNeed? need, ValueTask<AccessPrincipal> proving)
    {
        Enter(context, need, await proving);
        await next(context);
    }

    private ValueTask<AccessPrincipal> AuthenticateAsync(HttpContext context)
    {
        string? authorization = context.Request.Headers.Authorization;
        if (string.IsNullOrEmpty(authorization))
            throw new AccessException(AccessErrorCode.MissingKey, "This call needs a key: send " + Forms);
        return Credentials.TryParse(authorization, out Credentials shown)
            ? control!.AuthenticateAsync(shown.Id, shown.Secret, context.RequestAborted)
            : throw new AccessException(AccessErrorCode.InvalidKey, "The Authorization header is not one of " + Forms);
    }

    /// <summary>One who is known and may not do this.</summary>
    internal static AccessException Denied(AccessActions anyOf)
    {
        string words = string.Join(" or ", ActionWords.Of(anyOf));
        return new AccessException(
            AccessErrorCode.AccessDenied,
            words.Length == 0
                ? "No key is good for this call."
                : $"This key may not do this: it needs '{words}' here. Ask who gave it out.");
    }

    private static void Enter(HttpContext context, AccessNeed? need, AccessPrincipal principal)
    {
        bool isAllowed = need?.Kind switch
        {
            AccessNeedKind.AnyKey => true,
            AccessNeedKind.OfService => principal.Policy.AllowsOfService(need.Actions),
            // A name that cannot be one is refused by the handler: there is nothing to protect.
            AccessNeedKind.OfQueue => !QueueName.TryParse(context.Request.RouteValues["queue"] as string, out var queue)
                || principal.Policy.Allows(need.Actions, queue),
            _ => false,
        };
        if (!isAllowed)
            throw Denied(need?.Actions ?? AccessActions.None);
        context.SetPrincipal(principal);
    }
}
