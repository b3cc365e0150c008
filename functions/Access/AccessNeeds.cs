using QueueService.Access.Policies;
using QueueService.Functions.Rest.OpenApi;

namespace QueueService.Functions.Access;

/// <summary>Says what an endpoint needs.</summary>
internal static class AccessNeeds
{
    private static readonly AccessNeed Nothing = new(AccessNeedKind.Nothing);
    private static readonly AccessNeed OwnCheck = new(AccessNeedKind.OwnCheck);
    private static readonly AccessNeed AnyKey = new(AccessNeedKind.AnyKey);

    /// <summary>What the OpenAPI document says of a call that needs a key.</summary>
    private static readonly object[] Refusals =
    [
        CallDescriptions.Problem(StatusCodes.Status401Unauthorized),
        CallDescriptions.Problem(StatusCodes.Status403Forbidden),
        CallDescriptions.Problem(StatusCodes.Status429TooManyRequests),
    ];

    /// <summary>Open to anybody.</summary>
    public static T NeedsNoKey<T>(this T call)
        where T : IEndpointConventionBuilder => call.WithMetadata(Nothing);

    /// <summary>The endpoint proves and decides itself.</summary>
    public static T ChecksAccessItself<T>(this T call)
        where T : IEndpointConventionBuilder => call.WithMetadata(OwnCheck);

    /// <summary>Any valid key; the handler shows only what it may see.</summary>
    public static T NeedsAnyKey<T>(this T call)
        where T : IEndpointConventionBuilder => call.WithMetadata([AnyKey, .. Refusals]);

    /// <summary>Any of the actions on the queue in the address; or an action about the whole service.</summary>
    public static T Needs<T>(this T call, AccessActions anyOf)
        where T : IEndpointConventionBuilder
    {
        bool isOfQueue = (anyOf & AccessActions.OfService) == AccessActions.None;
        AccessNeed need = new(isOfQueue ? AccessNeedKind.OfQueue : AccessNeedKind.OfService, anyOf);
        return call.WithMetadata([need, .. Refusals]);
    }

    /// <summary>Any of the actions on the exchange in the address.</summary>
    public static T NeedsOfExchange<T>(this T call, AccessActions anyOf)
        where T : IEndpointConventionBuilder =>
        call.WithMetadata([new AccessNeed(AccessNeedKind.OfExchange, anyOf), .. Refusals]);

    /// <summary>Any of the actions on the queue of the redrive in the address.</summary>
    public static T NeedsOfRedrive<T>(this T call, AccessActions anyOf)
        where T : IEndpointConventionBuilder =>
        call.WithMetadata([new AccessNeed(AccessNeedKind.OfRedrive, anyOf), .. Refusals]);
}
