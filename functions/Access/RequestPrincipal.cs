using QueueService.Access;
using QueueService.Access.Policies;

namespace QueueService.Functions.Access;

/// <summary>Who sends a request, once it was proven.</summary>
internal static class RequestPrincipal
{
    public static void SetPrincipal(this HttpContext context, AccessPrincipal principal) =>
        context.Features.Set(principal);

    /// <summary>Throws if nobody has proven anything, so that a call that forgot to ask fails closed.</summary>
    public static AccessPrincipal Principal(this HttpContext context) =>
        context.Features.Get<AccessPrincipal>()
        ?? throw new InvalidOperationException("The call is not one that proves who sends it.");

    /// <summary>
    /// Refuses whoever may do none of this with a queue, in the same words whether the queue is there or not.
    /// </summary>
    public static void Demand(this HttpContext context, AccessActions anyOf, QueueName queue)
    {
        if (!context.Principal().Policy.Allows(anyOf, queue))
            throw AccessGate.Denied(anyOf);
    }

    /// <inheritdoc cref="Demand(HttpContext, AccessActions, QueueName)"/>
    public static void Demand(this HttpContext context, AccessActions anyOf, ExchangeName exchange)
    {
        if (!context.Principal().Policy.Allows(anyOf, exchange))
            throw AccessGate.Denied(anyOf);
    }

    /// <summary>
    /// Refuses whoever may not do this any more: a call may have waited for longer than it takes to take a key back.
    /// </summary>
    public static async ValueTask DemandStillAsync(this HttpContext context, AccessActions anyOf, QueueName queue)
    {
        AccessPolicy policy = await context.Principal().CurrentPolicyAsync(context.RequestAborted);
        if (!policy.Allows(anyOf, queue))
            throw AccessGate.Denied(anyOf);
    }
}
