using QueueService.Access.Policies;

namespace QueueService.Functions.Access;

/// <summary>
/// Where a redrive without a destination may bring messages: each goes back to the queue that it came from, which is to
/// send there.
/// </summary>
internal static class RedriveOrigins
{
    private static readonly AccessPolicy SendAnywhere = new(
        new PolicyStatement(AccessActions.Send, [QueuePattern.Everything], null, []));

    /// <summary>False if the origins must be asked about one by one.</summary>
    public static bool MayBeAny(AccessPolicy policy) => policy.Covers(SendAnywhere);
}
