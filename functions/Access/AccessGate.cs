using System.Globalization;
using QueueService.Access;
using QueueService.Access.Policies;
using QueueService.Functions.Service;
using QueueService.Functions.Sqs;
using QueueService.Queues.Redrive;

namespace QueueService.Functions.Access;

/// <summary>
/// Stands between routing and the endpoints: nobody reaches one without what it needs. The answer to who may not do
/// something with a queue or an exchange is the same whether it is there or not.
/// </summary>
/// <param name="control">Null while access control is off.</param>
internal sealed class AccessGate(AccessControl? control, EntraPrincipals? entra, LocalGuard guard, AccessLog log)
{
    private const AccessActions Managing =
        AccessActions.Manage | AccessActions.Purge | AccessActions.Redrive | AccessActions.Keys;

    private const string Forms =
        "'Authorization: Bearer <id>.<secret>', or HTTP Basic with the id as user and the secret as password.";

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            UnknownRequests.Count(context);
            return next(context);
        }

        AccessNeed? need = endpoint.Metadata.GetMetadata<AccessNeed>();
        if (control is null)
        {
            // What checks for itself refuses in the words of its protocol.
            if (need is not { Kind: AccessNeedKind.OwnCheck })
                guard.Check(context.Request);
            context.SetPrincipal(AccessPrincipal.Anyone);
            return IsManaging(context, need)
                ? PassAsync(context, next, endpoint, need, AccessPrincipal.Anyone)
                : next(context);
        }

        if (need is { Kind: AccessNeedKind.Nothing or AccessNeedKind.OwnCheck })
        {
            // A call of SQS at the root proves itself later.
            if (need.Kind == AccessNeedKind.Nothing && !SqsRoutes.IsCall(context.Request))
                UnknownRequests.Count(context);
            return next(context);
        }

        ValueTask<AccessPrincipal> proving = ProveAsync(context, endpoint);
        if (!proving.IsCompletedSuccessfully)
            return ProveAndPassAsync(context, next, endpoint, need, proving);
        AccessPrincipal principal = proving.Result;
        Enter(context, endpoint, need, principal);
        return log.IsVerbose || IsManaging(context, need)
            ? PassAsync(context, next, endpoint, need, principal)
            : next(context);
    }

    /// <summary>Refuses one who is known and may not do this.</summary>
    internal static AccessException Denied(AccessActions anyOf)
    {
        string words = string.Join(" or ", ActionWords.Of(anyOf));
        return new AccessException(
            AccessErrorCode.AccessDenied,
            words.Length == 0
                ? "No key is good for this call."
                : $"This key may not do this: it needs '{words}' here. Ask who gave it out.");
    }

    /// <summary>
    /// A call that names no queue or exchange where it should manages nothing: every key may send such ones, as many as
    /// it likes, and they would push out of the audit what was managed.
    /// </summary>
    private static bool IsManaging(HttpContext context, AccessNeed? need) =>
        need is not null && (need.Actions & ~Managing) == AccessActions.None && need.Actions != AccessActions.None
        && (need.Kind == AccessNeedKind.OfService || QueueOf(context) is not null || ExchangeOf(context) is not null);

    private async Task ProveAndPassAsync(
        HttpContext context,
        RequestDelegate next,
        RouteEndpoint endpoint,
        AccessNeed? need,
        ValueTask<AccessPrincipal> proving)
    {
        AccessPrincipal principal = await proving;
        Enter(context, endpoint, need, principal);
        await PassAsync(context, next, endpoint, need, principal);
    }

    private async Task PassAsync(
        HttpContext context,
        RequestDelegate next,
        RouteEndpoint endpoint,
        AccessNeed? need,
        AccessPrincipal principal)
    {
        AuditedCall call = CallOf(context, endpoint, principal.Id);
        try
        {
            await next(context);
            Note(context.Response.StatusCode.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception failure) when (IsNoted(failure))
        {
            throw;
        }

        void Note(string outcome)
        {
            if (IsManaging(context, need))
                log.Managed(context, call, outcome);
            if (log.IsVerbose)
                log.Called(call, outcome);
        }

        bool IsNoted(Exception failure)
        {
            Note(CallOutcome.Of(failure));
            return false;
        }
    }

    private async ValueTask<AccessPrincipal> ProveAsync(HttpContext context, RouteEndpoint endpoint)
    {
        string? id = null;
        try
        {
            string? authorization = context.Request.Headers.Authorization;
            if (IsOfEntra(context.Request, authorization))
                return entra!.Read(context.Request);
            if (string.IsNullOrEmpty(authorization))
                throw new AccessException(AccessErrorCode.MissingKey, "This call needs a key: send " + Forms);
            if (!Credentials.TryParse(authorization, out Credentials shown))
                throw new AccessException(AccessErrorCode.InvalidKey, "The Authorization header is none of " + Forms);
            id = shown.Id;
            return await control!.AuthenticateAsync(shown.Id, shown.Secret, context.RequestAborted);
        }
        catch (AccessException refusal)
        {
            UnknownRequests.Count(context);
            throw Refused(context, endpoint, AccessLog.Loggable(id, control!), refusal);
        }
    }

    /// <summary>A key goes before the header that comes with a token or a cookie.</summary>
    private bool IsOfEntra(HttpRequest request, string? authorization) =>
        entra is not null && EntraPrincipals.IsPresent(request)
        && !(Credentials.TryParse(authorization, out Credentials shown) && control!.IsId(shown.Id));

    private AccessException Refused(
        HttpContext context, RouteEndpoint endpoint, string keyId, AccessException refusal)
    {
        bool isTooMuch = log.Refused(
            context,
            CallOf(context, endpoint, keyId),
            refusal.Code.ToString(),
            isWrongKey: refusal.Code == AccessErrorCode.InvalidKey,
            isKeyThere: control!.HasKey(keyId),
            isProven: refusal.Code is AccessErrorCode.AccessDenied or AccessErrorCode.KeyExpired
                or AccessErrorCode.KeyDisabled);
        return isTooMuch
            ? new AccessException(AccessErrorCode.TooManyFailures, "Too many wrong keys. Check it; a right one works.")
            {
                RetryAfter = log.TimeLeft,
            }
            : refusal;
    }

    private void Enter(HttpContext context, RouteEndpoint endpoint, AccessNeed? need, AccessPrincipal principal)
    {
        bool isAllowed = need?.Kind switch
        {
            AccessNeedKind.AnyKey => true,
            AccessNeedKind.OfService => principal.Policy.AllowsOfService(need.Actions),
            // A name that cannot be one is refused by the handler: there is nothing to protect.
            AccessNeedKind.OfQueue or AccessNeedKind.OfRedrive =>
                QueueOf(context) is not { } queue || principal.Policy.Allows(need.Actions, queue),
            AccessNeedKind.OfExchange =>
                ExchangeOf(context) is not { } exchange || principal.Policy.Allows(need.Actions, exchange),
            _ => false,
        };
        if (!isAllowed)
            throw Refused(context, endpoint, principal.Id, Denied(need?.Actions ?? AccessActions.None));
        context.SetPrincipal(principal);
    }

    private static AuditedCall CallOf(HttpContext context, RouteEndpoint endpoint, string keyId)
    {
        string action = $"{context.Request.Method} {RouteText.Of(endpoint)}";
        if (QueueOf(context) is { } queue)
            return new AuditedCall(keyId, action, queue.Value);
        // A name that cannot be one may be anything, of any length.
        string? key = context.Request.RouteValues["id"] is string id && QueueName.TryParse(id, out _) ? id : null;
        return new AuditedCall(keyId, action, ExchangeOf(context)?.Value ?? key ?? "-") { IsOfOther = true };
    }

    /// <summary>The exchange that a call is about, by its address; null if that names none.</summary>
    private static ExchangeName? ExchangeOf(HttpContext context) =>
        ExchangeName.TryParse(context.Request.RouteValues["exchange"] as string, out ExchangeName exchange)
            ? exchange
            : null;

    /// <summary>The queue that a call is about, by its address; null if that names none.</summary>
    private static QueueName? QueueOf(HttpContext context)
    {
        RouteValueDictionary values = context.Request.RouteValues;
        return values["taskId"] is string task ? RedriveInfo.QueueOf(task)
            : QueueName.TryParse(values["queue"] as string, out QueueName queue) ? queue : null;
    }
}
