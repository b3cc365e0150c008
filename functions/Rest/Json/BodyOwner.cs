using System.Net;
using QueueService.Access;
using QueueService.Functions.Access;

namespace QueueService.Functions.Rest.Json;

/// <summary>Whose share of the memory for request bodies a body takes.</summary>
/// <param name="Address">Where it comes from; null where one address may stand for many clients.</param>
/// <param name="Key">Who has proven to send it; null while nobody has.</param>
internal sealed record BodyOwner(IPAddress? Address, string? Key)
{
    /// <summary>Of bodies that are too small for their share to count.</summary>
    public static readonly BodyOwner Nobody = new(null, null);

    private const string ForwardedFor = "X-Forwarded-For";

    /// <summary>
    /// Behind a proxy, which connects from an address that is not public, the client is who the proxy says.
    /// </summary>
    /// <param name="key">Who has proven to send it; null to ask the request.</param>
    public static BodyOwner Of(HttpContext context, string? key = null)
    {
        IPAddress? address = context.Connection.RemoteIpAddress;
        if (address is not null && !ClientAddress.IsPublic(address))
            address = ClientAddress.Find(context.Request.Headers[ForwardedFor].ToString());
        return new BodyOwner(address, key ?? context.Features.Get<AccessPrincipal>()?.Id);
    }
}
