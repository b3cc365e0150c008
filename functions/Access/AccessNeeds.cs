using QueueService.Access.Policies;

namespace QueueService.Functions.Access;

/// <summary>Says what an endpoint needs.</summary>
internal static class AccessNeeds
{
    private static readonly AccessNeed Nothing = new(AccessNeedKind.Nothing);
    private static readonly AccessNeed OwnCheck = new(AccessNeedKind.OwnCheck);
    private static readonly AccessNeed AnyKey = new(AccessNeedKind.AnyKey);

    /// <summary>Open to anybody.</summary>
    public static T NeedsNoKey<T>(this T call)
        where T : IEndpointConventionBuilder => call.WithMetadata(Nothing);

    /// <summary>The endpoint proves and decides itself.</summary>
    public static T ChecksAccessItself<T>(this T call)
        where T : IEndpointConventionBuilder => call.WithMetadata(OwnCheck);

    /// <summary>Any valid key; the handler shows only what it may see.</summary>
    public static T NeedsAnyKey<T>(this T call)
        where T : IEndpointConventionBuilder => call.WithMetadata(AnyKey);

    /// <summary>Any of the actions on the queue in the address; or an action about the whole service.</summary>
    public static T Needs<T>(this T call, AccessActions anyOf)
        where T : IEndpointConventionBuilder => call.WithMetadata(new AccessNeed(
            (anyOf & AccessActions.OfService) == AccessActions.None
                ? AccessNeedKind.OfQueue
                : AccessNeedKind.OfService,
            anyOf));
}
